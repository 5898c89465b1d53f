package dev.portolan.gateway.speech;

import dev.portolan.gateway.call.CallListener;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.InputKinds;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.call.Reply;
import dev.portolan.gateway.revision.Known;
import dev.portolan.gateway.revision.Wording;
import dev.portolan.gateway.transport.HttpAnswer;
import dev.portolan.gateway.transport.Outbound;
import dev.portolan.gateway.transport.Transport;
import dev.portolan.gateway.transport.Turn;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonRpc;
import dev.portolan.mcp.JsonRpcId;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpMethod;
import dev.portolan.mcp.Message;
import dev.portolan.mcp.MetaKey;
import io.smallrye.mutiny.Uni;

/** What is said to a connector of the older era in a session, and how its answers are told from what they are not. */
final class LegacyExchanges {
    private final Transport transport;

    LegacyExchanges(Transport transport) {
        this.transport = transport;
    }

    /** Id of the connector. */
    String connector() {
        return transport.connector();
    }

    /** @param mayAsk whether the connector may ask the caller something before it answers */
    Uni<Turn> request(LegacySession session, JsonRpcId id, Ask ask, boolean mayAsk) {
        JsonObject meta = JsonObject.empty();
        for (String name : ask.meta().names()) {
            if (!name.startsWith(MetaKey.RESERVED_PREFIX)) {
                meta.setIfPresent(name, ask.meta().get(name));
            }
        }
        CallListener listener = cancelling(ProgressTokens.hideBehind(id, meta, ask), session, id);
        if (!ask.traceparent().isEmpty()) {
            meta.set(MetaKey.TRACEPARENT, ask.traceparent());
        }
        JsonObject params = Wording.of(session.revision())
                .params(
                        ask.method(),
                        ask.params().copy().remove("inputResponses").remove("requestState"));
        if (!meta.names().isEmpty()) {
            params.set("_meta", meta.toSlice());
        }
        JsonSlice message = JsonRpc.request(id, ask.method(), params.toSlice());
        Outbound outbound = Outbound.of(id, message, session.headers(ask.traceparent()))
                .inSession(question -> isForCaller(question, session, ask, mayAsk), Known.BATCH.to(session.revision()));
        return transport
                .request(outbound, listener)
                .onFailure(LegacyExchanges::isTimeout)
                .invoke(late -> cancel(session, id));
    }

    private static boolean isTimeout(Throwable failure) {
        return failure instanceof CallRefused refused && refused.refusal() == Refusal.CONNECTOR_TIMEOUT;
    }

    private boolean isForCaller(Message question, LegacySession session, Ask ask, boolean mayAsk) {
        if (mayAsk && InputKinds.allows(ask.capabilities(), question.method(), question.params())) {
            return true;
        }
        decline(session, question);
        return false;
    }

    /** Answers a question that cannot be put to the caller. */
    void decline(LegacySession session, Message question) {
        tell(session, InputRequests.declined(question.requestId(), question.method()));
    }

    /** A connector of this era takes a broken connection for nothing in particular: it must be told. */
    CallListener cancelling(CallListener listener, LegacySession session, JsonRpcId id) {
        return new CallListener.Through() {
            @Override
            public CallListener listener() {
                return listener;
            }

            @Override
            public void onGone(Runnable abort) {
                listener.onGone(() -> {
                    abort.run();
                    cancel(session, id);
                });
            }
        };
    }

    void cancel(LegacySession session, JsonRpcId id) {
        JsonObject params = JsonObject.empty().set("requestId", JsonSlice.trusted(id.json()));
        tell(session, JsonRpc.notification(McpMethod.CANCELLED, params.toSlice()));
    }

    /** Sends a message that has no answer; whether it arrives is not waited for. */
    private void tell(LegacySession session, JsonSlice message) {
        told(session, message).subscribe().with(sent -> {}, unheard -> {});
    }

    /** Sends a message that has no answer. */
    Uni<HttpAnswer> told(LegacySession session, JsonSlice message) {
        return transport.tell(message, session.headers(""));
    }

    /** Whether the connector says it does not know the session. */
    static boolean forgotten(HttpAnswer answer) {
        boolean unattributed = answer.message() == null || answer.message().id() == null;
        return answer.status() == 404 || answer.status() == 400 && unattributed;
    }

    Message responseOf(HttpAnswer answer) {
        return Answers.responseOf(answer, transport.connector());
    }

    JsonObject resultOf(Message message) {
        return Answers.resultOf(message, transport.connector());
    }

    /** The reply that an answer is, in the words of this era. */
    Reply replyOf(HttpAnswer answer) {
        Message message = responseOf(answer);
        JsonSlice error = message.error();
        return error == null
                ? new Reply(false, resultOf(message).toSlice(), answer.micros(), false)
                : new Reply(true, error, answer.micros(), false);
    }
}
