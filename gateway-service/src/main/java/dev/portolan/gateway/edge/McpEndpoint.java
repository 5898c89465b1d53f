package dev.portolan.gateway.edge;

import dev.portolan.gateway.audit.Answer;
import dev.portolan.gateway.audit.Attempt;
import dev.portolan.gateway.audit.AuditTrail;
import dev.portolan.gateway.call.Asked;
import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.Endpoint;
import dev.portolan.gateway.call.Origin;
import dev.portolan.gateway.relay.Relay;
import dev.portolan.gateway.resume.AnswerStream;
import dev.portolan.gateway.resume.SessionRequests;
import dev.portolan.gateway.session.Sender;
import dev.portolan.gateway.stream.Client;
import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpMethod;
import dev.portolan.mcp.Message;
import dev.portolan.mcp.ProtocolError;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /mcp} and the endpoints of connectors and views, over Streamable HTTP. A request is read step by step on
 * the event loop, and whatever is wrong with it is on record before it is answered.
 */
@Singleton
public class McpEndpoint {
    /** Routes without an order of their own are numbered from 0. */
    private static final int AFTER_ALL_ENDPOINTS = 9_000;

    private final Entrance entrance;
    private final MessageReader reader;
    private final Rounds rounds;
    private final SessionRequests sessions;
    private final Relay relay;
    private final Endings endings;

    /** A request on its way in: what HTTP knows of it, and the conversation it opens. */
    private record Visit(RoutingContext context, Endpoint endpoint, Origin origin, Conversation conversation) {
        HttpServerRequest request() {
            return context.request();
        }
    }

    McpEndpoint(
            Entrance entrance,
            MessageReader reader,
            Rounds rounds,
            SessionRequests sessions,
            Relay relay,
            Endings endings) {
        this.entrance = entrance;
        this.reader = reader;
        this.rounds = rounds;
        this.sessions = sessions;
        this.relay = relay;
        this.endings = endings;
    }

    void route(@Observes Router router, EdgeConfig config) {
        router.route("/mcp").handler(context -> visited(context, config));
        router.route("/mcp/*").handler(context -> visited(context, config));
        router.route("/mcp/*").order(AFTER_ALL_ENDPOINTS).handler(this::nowhere);
    }

    private void visited(RoutingContext context, EdgeConfig config) {
        HttpServerRequest request = context.request();
        Optional<Endpoint> endpoint = Endpoint.ofPath(String.valueOf(request.path()));
        if (endpoint.isEmpty()) {
            // The router also takes /mcp/ and //mcp for /mcp; whoever guards paths in front of us does not.
            context.next();
            return;
        }
        request.pause();
        Conversation conversation = new Conversation(request, context.vertx());
        Visit visit = new Visit(context, endpoint.orElseThrow(), entrance.take(context), conversation);
        entrance.callerOf(context, visit.endpoint(), visit.conversation()::challenge)
                .onItemOrFailure()
                .transformToUni((caller, refused) -> refused == null
                        ? read(visit, caller, config)
                        : turnedAway(visit, new Attempt(visit.origin(), null, null, 0), refused))
                .subscribe()
                .with(over -> {}, defect -> failed(visit, defect));
    }

    /** No framework's page, and on record: whoever looks for endpoints is seen. */
    private void nowhere(RoutingContext context) {
        HttpServerRequest request = context.request();
        request.pause();
        Conversation conversation = new Conversation(request, context.vertx());
        ProtocolError fault = new ProtocolError(404, ErrorCode.INVALID_REQUEST, "no such endpoint");
        endings.refused(new Attempt(entrance.take(context), null, null, 0), fault)
                .subscribe()
                .with(answer -> conversation.refuse(answer, Face.Question.NONE), defect -> request.connection()
                        .close());
    }

    private Uni<Void> read(Visit visit, Caller caller, EdgeConfig config) {
        Attempt bare = new Attempt(visit.origin(), caller, null, 0);
        if (!visit.request().method().equals(HttpMethod.POST)) {
            return ofSession(visit, caller, bare);
        }
        String encoding = visit.request().getHeader("Transfer-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("chunked")) {
            visit.conversation().lastOfItsConnection();
            return turnedAway(
                    visit,
                    bare,
                    new ProtocolError(400, ErrorCode.INVALID_REQUEST, "Transfer-Encoding must be chunked"));
        }
        return Body.of(visit.request(), visit.context().vertx(), config)
                .onItemOrFailure()
                .transformToUni((body, fault) -> {
                    if (fault != null) {
                        visit.conversation().lastOfItsConnection();
                        return turnedAway(visit, bare, fault);
                    }
                    return open(visit, caller, body);
                })
                .onFailure()
                .recoverWithUni(failure -> turnedAway(visit, bare, failure));
    }

    /** Only the older era has them: GET opens the standing stream of a session, DELETE ends the session. */
    private Uni<Void> ofSession(Visit visit, Caller caller, Attempt bare) {
        Sender sender = sender(visit, caller);
        visit.request().resume();
        return elsewhereOr(visit, sender, null, new byte[0], () -> ofSessionHere(visit, sender, bare));
    }

    private Uni<Void> ofSessionHere(Visit visit, Sender sender, Attempt bare) {
        HttpMethod method = visit.request().method();
        return Uni.createFrom()
                .deferred(() -> {
                    if (method.equals(HttpMethod.GET)) {
                        return sessions.get(sender, bare, visit.conversation());
                    }
                    if (method.equals(HttpMethod.DELETE)) {
                        return sessions.leave(sender, bare);
                    }
                    visit.conversation().allow("GET, POST, DELETE");
                    throw new ProtocolError(405, ErrorCode.INVALID_REQUEST, "no such method here");
                })
                .onFailure(AuditTrail::isUnrecordable)
                .recoverWithItem(AuditTrail::unrecorded)
                .invoke(answer -> {
                    if (answer.refused() != null && !visit.conversation().endStream()) {
                        visit.conversation().refuse(answer, Face.Question.NONE);
                    } else if (!visit.conversation().endStream()) {
                        visit.conversation().nothing();
                    }
                })
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(failure -> turnedAway(visit, bare, failure));
    }

    /** Sends the request on to the replica it belongs to, or serves it here. */
    private Uni<Void> elsewhereOr(
            Visit visit, Sender sender, @Nullable Message message, byte[] body, Supplier<Uni<Void>> here) {
        return Uni.createFrom()
                .deferred(() -> relay.elsewhere(visit.request(), sender, message)
                        .map(home -> relay.forward(visit.request(), home, body))
                        .orElse(Uni.createFrom().item(false)))
                .onItemOrFailure()
                .transformToUni((done, lost) -> {
                    if (lost != null) {
                        return turnedAway(
                                visit, new Attempt(visit.origin(), sender.caller(), message, body.length), lost);
                    }
                    return done ? Uni.createFrom().voidItem() : here.get();
                });
    }

    private static Sender sender(Visit visit, Caller caller) {
        return new Sender(visit.endpoint(), caller, name -> Headers.one(visit.request(), name));
    }

    private Uni<Void> open(Visit visit, Caller caller, byte[] body) {
        Sender sender = sender(visit, caller);
        try {
            JsonSlice json = reader.read(sender, body);
            Message single = json.isArray() ? null : Message.of(json);
            return elsewhereOr(
                    visit,
                    sender,
                    single,
                    body,
                    () -> single == null ? serve(visit, sender, json) : serve(visit, sender, single, body.length));
        } catch (ProtocolError fault) {
            return turnedAway(visit, new Attempt(visit.origin(), caller, null, body.length), fault);
        }
    }

    private Uni<Void> serve(Visit visit, Sender sender, Message message, int bytesIn) {
        Asked asked;
        try {
            if (message.kind() != Message.Kind.REQUEST) {
                reader.take(sender, message);
                visit.conversation().accepted();
                return Uni.createFrom().voidItem();
            }
            asked = reader.asked(sender, visit.origin(), message, bytesIn);
        } catch (ProtocolError fault) {
            return turnedAway(visit, new Attempt(visit.origin(), sender.caller(), message, bytesIn), fault);
        }
        return serve(visit, asked);
    }

    private Uni<Void> serve(Visit visit, Asked asked) {
        if (!asked.revision().isModern() && !asked.message().method().equals(McpMethod.INITIALIZE)) {
            return serveInSession(visit, asked);
        }
        return answer(asked, visit.conversation())
                .invoke(answer -> written(visit, () -> {
                    if (asked.message().method().equals(McpMethod.INITIALIZE) && answer.result() != null) {
                        visit.conversation().session(reader.sessionId(asked));
                    }
                    visit.conversation().answer(answer, Face.Question.of(asked));
                }))
                .replaceWithVoid();
    }

    private Uni<Void> serveInSession(Visit visit, Asked asked) {
        AnswerStream stream = sessions.answer(asked, visit.conversation());
        return answer(asked, stream)
                .invoke(answer -> written(visit, () -> {
                    Face.Question question = Face.Question.of(asked);
                    if (stream.takesAnswer()) {
                        stream.answer(Face.write(answer, question).message());
                    } else {
                        visit.conversation().answer(answer, question);
                    }
                }))
                .replaceWithVoid();
    }

    /** Each request of a batch is a call of its own, with its own record; all are answered together. */
    private Uni<Void> serve(Visit visit, Sender sender, JsonSlice array) {
        List<Asked> calls;
        try {
            calls = reader.calls(sender, visit.origin(), array);
        } catch (ProtocolError fault) {
            return turnedAway(visit, new Attempt(visit.origin(), sender.caller(), null, array.length()), fault);
        }
        if (calls.isEmpty()) {
            visit.conversation().accepted();
            return Uni.createFrom().voidItem();
        }
        visit.conversation().ofBatch();
        return Uni.join()
                .all(calls.stream()
                        .map(asked -> answer(asked, visit.conversation()))
                        .toList())
                .andFailFast()
                .invoke(answers -> written(visit, () -> visit.conversation().answerAll(Face.write(answers, calls))))
                .replaceWithVoid();
    }

    private Uni<Answer> answer(Asked asked, Client client) {
        return endings.answer(asked, () -> rounds.answer(asked, reader.ingress(), client));
    }

    /** The record is made by now: whatever goes wrong in writing is no other end of the request. */
    private static void written(Visit visit, Runnable writing) {
        try {
            writing.run();
        } catch (RuntimeException unwritable) {
            Endings.defect(visit.origin(), unwritable);
            visit.request().connection().close();
        }
    }

    private Uni<Void> turnedAway(Visit visit, Attempt attempt, Throwable why) {
        return endings.refused(attempt, why)
                .invoke(answer -> visit.conversation().refuse(answer, Face.Question.of(attempt.message(), why)))
                .replaceWithVoid();
    }

    private void failed(Visit visit, Throwable failure) {
        turnedAway(visit, new Attempt(visit.origin(), null, null, 0), failure)
                .subscribe()
                .with(over -> {}, worse -> visit.request().connection().close());
    }
}
