package dev.portolan.gateway.socket;

import dev.portolan.gateway.audit.Answer;
import dev.portolan.gateway.audit.Attempt;
import dev.portolan.gateway.call.Asked;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.Origin;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.edge.Endings;
import dev.portolan.gateway.edge.Face;
import dev.portolan.gateway.session.Sender;
import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonRpc;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpMethod;
import dev.portolan.mcp.Message;
import dev.portolan.mcp.ProtocolError;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one connection that carries many. Each is a request of its own: its caller is asked for anew, it is
 * permitted by itself and has its own record. Lives on the event loop of its connection.
 */
public final class Socket {
    private final Line line;
    private final Context loop;
    private final Handshake handshake;
    private final Reception reception;
    private final int maxRequests;
    private final Map<String, Waiting> waiting = new HashMap<>();
    private @Nullable String session;
    private @Nullable Waiting standing;
    private int busy;

    /**
     * @param line carries messages to the client
     * @param handshake the request that opened it
     * @param maxRequests that wait for their answers
     */
    public Socket(Line line, Context loop, Handshake handshake, Reception reception, int maxRequests) {
        this.line = line;
        this.loop = loop;
        this.handshake = handshake;
        this.reception = reception;
        this.maxRequests = maxRequests;
    }

    /** Ends the socket, from any thread. */
    public void endSoon(CloseCode why) {
        loop.runOnContext(now -> line.end(why));
    }

    /**
     * Serves a message, on a context of its own.
     *
     * @param bearer the request whose token the message comes with
     */
    public void received(byte[] body, Handshake bearer) {
        // Refusals take work too: a client that sends on and on is not read on and on.
        if (++busy == 2 * maxRequests) {
            line.pause();
        }
        VertxContext.createNewDuplicatedContext(loop).runOnContext(now -> serve(body, bearer));
    }

    /** Records that something came which cannot be a message. */
    void unfit(ProtocolError why) {
        reception
                .refuse(new Attempt(reception.origin(handshake), handshake.caller(), null, 0), why)
                .subscribe()
                .with(recorded -> {}, defect -> {});
    }

    /** The client is gone: it takes no answers, and declines what it was asked. */
    public void over() {
        leaveStanding();
        Map.copyOf(waiting).forEach((id, request) -> {
            request.leave();
            if (session != null) {
                tell(JsonRpc.notification(McpMethod.CANCELLED, requestId(id)));
                request.questions().forEach(q -> tell(JsonRpc.error(q, ErrorCode.INTERNAL_ERROR, "gone", null)));
            }
        });
    }

    private void leaveStanding() {
        if (standing != null) {
            standing.leave();
            standing = null;
        }
    }

    private static JsonSlice requestId(String id) {
        return JsonObject.empty().set("requestId", JsonSlice.trusted(id)).toSlice();
    }

    /** Tells the session what the client would have told it. */
    private void tell(JsonSlice json) {
        Message message = Message.of(json);
        try {
            reception.take(sender(handshake.caller(), message), message);
        } catch (ProtocolError sessionEnded) {
            // then there is nobody to tell
        }
    }

    private void serve(byte[] body, Handshake bearer) {
        Origin origin = reception.origin(bearer);
        reception
                .caller(bearer)
                .onItemOrFailure()
                .transformToUni((caller, refused) ->
                        refused == null ? open(origin, caller, body) : unknown(origin, body.length, refused))
                .onTermination()
                .invoke(() -> {
                    if (--busy == maxRequests) {
                        line.resume();
                    }
                })
                .subscribe()
                .with(over -> {}, defect -> {
                    Endings.defect(origin, defect);
                    line.end(CloseCode.FAILED);
                });
    }

    private Uni<Void> unknown(Origin origin, int bytes, Throwable why) {
        boolean over = why instanceof CallRefused refused && refused.refusal() == Refusal.UNAUTHENTICATED;
        return turnedAway(new Attempt(origin, null, null, bytes), why).invoke(() -> {
            if (over) {
                line.end(CloseCode.TOKEN_ENDED);
            }
        });
    }

    private Uni<Void> open(Origin origin, Caller caller, byte[] body) {
        Message message = null;
        Asked asked;
        try {
            message = reception.read(sender(caller, null), body);
            Sender sender = sender(caller, message);
            if (message.kind() != Message.Kind.REQUEST) {
                take(sender, message);
                return message.method().equals(McpMethod.INITIALIZED) && session != null && standing == null
                        ? listening(sender, new Attempt(origin, caller, message, body.length))
                        : Uni.createFrom().voidItem();
            }
            if (waiting.containsKey(message.requestId().json())) {
                throw new ProtocolError(
                        200, ErrorCode.INVALID_REQUEST, "a request with this id waits for its answer already");
            }
            asked = reception.asked(sender, origin, message, body.length);
        } catch (ProtocolError fault) {
            return turnedAway(new Attempt(origin, caller, message, body.length), fault);
        }
        if (waiting.size() >= maxRequests) {
            String text = "More than " + maxRequests + " requests of this socket wait for their answers";
            return reception
                    .refuse(asked, new CallRefused(Refusal.TOO_MANY_REQUESTS, text))
                    .invoke(answer -> write(asked, answer))
                    .replaceWithVoid();
        }
        return answered(asked);
    }

    private Sender sender(Caller caller, @Nullable Message message) {
        return new Sender(handshake.endpoint(), caller, new MessageHeaders(message, session));
    }

    private void take(Sender sender, Message message) {
        JsonSlice cancelled =
                message.method().equals(McpMethod.CANCELLED) ? message.params().get("requestId") : null;
        Waiting request = cancelled == null ? null : waiting.get(cancelled.json());
        if (request != null) {
            request.leave();
        }
        reception.take(sender, message);
    }

    /** What a client over HTTP opens a stream of its own for comes on the socket by itself. */
    private Uni<Void> listening(Sender sender, Attempt attempt) {
        Waiting listener = new Waiting(line, loop);
        standing = listener;
        reception
                .listen(sender, attempt, listener)
                .onTermination()
                .invoke(() -> line.forget(listener))
                .subscribe()
                .with(over -> {}, defect -> Endings.defect(attempt.origin(), defect));
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> answered(Asked asked) {
        String id = asked.message().requestId().json();
        Waiting request = new Waiting(line, loop);
        waiting.put(id, request);
        return reception
                .answer(asked, request)
                .onTermination()
                .invoke(() -> {
                    waiting.remove(id);
                    line.forget(request);
                })
                .invoke(answer -> {
                    if (!request.isGone()) {
                        write(asked, answer);
                    }
                })
                .replaceWithVoid();
    }

    private void write(Asked asked, Answer answer) {
        Message message = asked.message();
        if (message.method().equals(McpMethod.INITIALIZE) && answer.result() != null) {
            session = reception.sessionId(asked);
            leaveStanding();
        }
        line.send(Face.write(answer, Face.Question.of(asked)).message());
    }

    private Uni<Void> turnedAway(Attempt attempt, Throwable why) {
        Message message = attempt.message();
        return reception
                .refuse(attempt, why)
                .invoke(answer -> {
                    // What is no request has no answer, unless it is not even that.
                    if (message == null || message.kind() == Message.Kind.REQUEST) {
                        line.send(Face.write(answer, Face.Question.of(message, why))
                                .message());
                    }
                })
                .replaceWithVoid();
    }
}
