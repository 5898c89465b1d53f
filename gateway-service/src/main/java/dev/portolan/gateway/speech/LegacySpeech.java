package dev.portolan.gateway.speech;

import dev.portolan.gateway.call.CallListener;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.InputKinds;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.call.Reply;
import dev.portolan.gateway.revision.Known;
import dev.portolan.gateway.transport.Ear;
import dev.portolan.gateway.transport.HttpAnswer;
import dev.portolan.gateway.transport.Outbound;
import dev.portolan.gateway.transport.Question;
import dev.portolan.gateway.transport.Transport;
import dev.portolan.gateway.transport.Turn;
import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonRpc;
import dev.portolan.mcp.JsonRpcId;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.LogLevel;
import dev.portolan.mcp.McpMethod;
import dev.portolan.mcp.Message;
import dev.portolan.mcp.MetaKey;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * 2025-11-25 and earlier spoken to a connector, in sessions. What the connector asks of the caller while it works
 * becomes an {@code input_required} result; its exchange is parked until the caller brings the answer.
 */
public final class LegacySpeech implements Speech {
    private final Transport transport;
    private final RequestIds ids;
    private final LegacySessions sessions;
    private final ParkedExchanges parked;
    private final LegacyExchanges exchanges;
    private final LegacyTasks tasks;
    private final LegacySessions.Terms terms;

    public LegacySpeech(Transport transport, RequestIds ids, ParkedExchanges parked, LegacySessions.Terms terms) {
        this.transport = transport;
        this.ids = ids;
        this.sessions = new LegacySessions(transport, ids, terms);
        this.parked = parked;
        this.exchanges = new LegacyExchanges(transport);
        this.tasks = new LegacyTasks(exchanges, ids, parked);
        this.terms = terms;
    }

    @Override
    public Uni<Introduction> introduce() {
        if (!transport.isOneStream()) {
            // On one stream a session ends with the stream, and the same connector is not introduced to twice.
            sessions.forget(sessions.own());
        }
        return sessions.of(sessions.own()).map(LegacySession::introduction);
    }

    @Override
    public Uni<Reply> ask(Ask ask) {
        if (LegacyTasks.areAskedForBy(ask)) {
            return tasks.ask(ask);
        }
        return ask.parked() == null ? begin(ask, true) : resume(ask, ask.parked());
    }

    /** By GET in the gateway's own session. What the connector asks there is asked of nobody, so it is declined. */
    @Override
    public Runnable stand(Wish wish, Ear ear) {
        Queue<Runnable> open = new ConcurrentLinkedQueue<>();
        Cancellable opening = sessions.of(sessions.own())
                .subscribe()
                .with(
                        session -> open.add(transport.stand(null, session.headers(""), inSession(session, ear))),
                        unopened -> ear.over(0));
        return () -> {
            opening.cancel();
            open.forEach(Runnable::run);
        };
    }

    private Ear inSession(LegacySession session, Ear ear) {
        return new Ear() {
            @Override
            public void opened() {
                ear.opened();
            }

            @Override
            public void said(Message message) {
                if (message.kind() == Message.Kind.REQUEST) {
                    exchanges.decline(session, message);
                } else {
                    ear.said(message);
                }
            }

            @Override
            public void over(int status) {
                if (status == 404) {
                    sessions.forget(sessions.own());
                }
                ear.over(status);
            }
        };
    }

    @Override
    public boolean subscribesByRequest() {
        return true;
    }

    private Uni<Reply> begin(Ask ask, boolean mayReopen) {
        LegacySessions.Key key = sessions.of(ask);
        return sessions.of(key).call(session -> levelled(session, ask)).chain(session -> {
            JsonRpcId id = ids.next();
            return exchanges
                    .request(session, id, inItsWords(ask, session), true)
                    .chain(turn -> {
                        if (mayReopen && turn instanceof HttpAnswer answer && LegacyExchanges.forgotten(answer)) {
                            // The connector says it does not know the session, so it did nothing yet: asking again is
                            // safe.
                            sessions.forget(key);
                            return begin(ask, false);
                        }
                        return Uni.createFrom().item(reply(turn, session, id, ask));
                    });
        });
    }

    /** A tool that only runs as a task is called as one, in the one revision that has such tools. */
    private Ask inItsWords(Ask ask, LegacySession session) {
        if (!ask.asTask() || !Known.EXECUTION.to(session.revision())) {
            return ask;
        }
        JsonObject task = JsonObject.empty().set("ttl", terms.taskTtl().toMillis());
        return ask.with(ask.method(), ask.params().copy().set("task", task.toSlice()));
    }

    /**
     * Has the connector log as much as the caller wants to hear; a call is made even if it does not. On one stream
     * nobody could tell whose call a log message is about.
     */
    private Uni<?> levelled(LegacySession session, Ask ask) {
        Optional<LogLevel> wanted = LogLevel.of(ask.meta().text(MetaKey.LOG_LEVEL));
        if (transport.isOneStream() || !session.isNewlyWanted(wanted)) {
            return Uni.createFrom().voidItem();
        }
        JsonRpcId id = ids.next();
        JsonObject params =
                JsonObject.empty().set("level", wanted.map(LogLevel::wire).orElse(""));
        JsonSlice message = JsonRpc.request(id, McpMethod.SET_LEVEL, params.toSlice());
        Outbound outbound = Outbound.of(id, message, session.headers(""))
                .inSession(question -> false, Known.BATCH.to(session.revision()));
        return transport
                .request(outbound, CallListener.SILENT)
                .onFailure()
                .invoke(session::levelUnheard)
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Reply> resume(Ask ask, String name) {
        ParkedExchanges.Parked waiting = parked.take(name).orElseThrow(LegacySpeech::gone);
        Message question = waiting.question().request();
        LegacySession session = waiting.session();
        Optional<JsonSlice> answer =
                InputRequests.answer(question.requestId(), ask.params().get("inputResponses"));
        if (answer.isEmpty()) {
            // Whoever comes back without the answer is asked again.
            return Uni.createFrom().item(() -> asking(waiting.question(), session, waiting.id()));
        }
        CallListener heard = ProgressTokens.heardAs(waiting.id(), ask.meta().get(MetaKey.PROGRESS_TOKEN), ask);
        CallListener listener = exchanges.cancelling(heard, session, waiting.id());
        return exchanges
                .told(session, answer.get())
                .chain(told -> waiting.question().exchange().resume(listener))
                .map(turn -> reply(turn, session, waiting.id(), ask));
    }

    private static CallRefused gone() {
        return new CallRefused(
                Refusal.EXCHANGE_GONE,
                "What this continues has ended or waited too long; it was not done again. Make the call anew,"
                        + " without requestState");
    }

    private Reply reply(Turn turn, LegacySession session, JsonRpcId id, Ask ask) {
        if (turn instanceof Question question) {
            return asking(question, session, id);
        }
        HttpAnswer answer = (HttpAnswer) turn;
        Message message = Answers.responseOf(answer, transport.connector());
        JsonSlice error = message.error();
        if (error != null) {
            return failed(error, answer, ask);
        }
        JsonObject result = Answers.resultOf(message, transport.connector());
        JsonSlice task = ask.asTask() ? result.get("task") : null;
        return task == null
                ? new Reply(false, result.set("resultType", "complete").toSlice(), answer.micros(), false)
                : new Reply(false, LegacyTasks.created(session, task.members()).toSlice(), answer.micros(), true);
    }

    private Reply asking(Question question, LegacySession session, JsonRpcId id) {
        String name = parked.park(question, session, id, () -> exchanges.cancel(session, id));
        return new Reply(false, InputRequests.asking(question.request(), name), 0, true);
    }

    private static Reply failed(JsonSlice error, HttpAnswer answer, Ask ask) {
        JsonSlice stated = error.member("code");
        Long code = stated == null ? null : stated.integer();
        if (code == null || code != ErrorCode.LEGACY_URL_ELICITATION_REQUIRED) {
            return new Reply(true, modernError(error, code), answer.micros(), false);
        }
        JsonObject url = JsonObject.empty().set("mode", "url");
        if (!InputKinds.allows(ask.capabilities(), McpMethod.ELICIT, url)) {
            throw new CallRefused(
                    Refusal.INPUT_UNAVAILABLE,
                    "The connector needs its user to open a web page first, and this client cannot show one");
        }
        return InputRequests.opening(error)
                .map(result -> new Reply(false, result, answer.micros(), false))
                .orElseGet(() -> new Reply(true, error, answer.micros(), false));
    }

    private static JsonSlice modernError(JsonSlice error, @Nullable Long code) {
        return code != null && code == ErrorCode.LEGACY_RESOURCE_NOT_FOUND
                ? error.members().set("code", ErrorCode.INVALID_PARAMS).toSlice()
                : error;
    }
}
