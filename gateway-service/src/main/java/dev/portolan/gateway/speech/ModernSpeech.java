package dev.portolan.gateway.speech;

import dev.portolan.gateway.call.CallListener;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.ClientFacts;
import dev.portolan.gateway.call.Gateway;
import dev.portolan.gateway.call.InputKinds;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.call.Reply;
import dev.portolan.gateway.transport.Ear;
import dev.portolan.gateway.transport.HttpAnswer;
import dev.portolan.gateway.transport.Outbound;
import dev.portolan.gateway.transport.Transport;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonRpc;
import dev.portolan.mcp.JsonRpcId;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpHeader;
import dev.portolan.mcp.McpMethod;
import dev.portolan.mcp.Message;
import dev.portolan.mcp.MetaKey;
import dev.portolan.mcp.Revision;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** 2026-07-28 spoken to a connector: each request says everything about itself. */
public final class ModernSpeech implements Speech {
    private final Transport transport;
    private final RequestIds ids;

    public ModernSpeech(Transport transport, RequestIds ids) {
        this.transport = transport;
        this.ids = ids;
    }

    @Override
    public Uni<Reply> ask(Ask ask) {
        JsonSlice responses = ask.params().get("inputResponses");
        if (responses != null && InputKinds.isRefusal(responses)) {
            throw new CallRefused(
                    Refusal.INPUT_UNAVAILABLE, "The client did not give the input that the connector asked for");
        }
        return send(ask).map(this::reply);
    }

    /** The raw answer, status included: what a probe needs. */
    public Uni<HttpAnswer> send(Ask ask) {
        JsonRpcId id = ids.next();
        JsonObject meta = meta(ask);
        CallListener listener = ProgressTokens.hideBehind(id, meta, ask);
        if (!ask.traceparent().isEmpty()) {
            meta.set(MetaKey.TRACEPARENT, ask.traceparent());
        }
        JsonSlice message = message(id, ask, meta);
        Uni<HttpAnswer> answer = transport
                .request(Outbound.of(id, message, headers(ask)), listener)
                .map(HttpAnswer.class::cast);
        return transport.isOneStream()
                ? answer.onFailure(ModernSpeech::isGivenUp).invoke(() -> cancel(id))
                : answer;
    }

    private static boolean isGivenUp(Throwable failure) {
        return failure instanceof CallRefused refused
                && (refused.refusal() == Refusal.CONNECTOR_TIMEOUT || refused.refusal() == Refusal.CANCELLED);
    }

    /** Says what a connection says by being closed. */
    private void cancel(JsonRpcId id) {
        JsonObject params = JsonObject.empty().set("requestId", JsonSlice.trusted(id.json()));
        JsonSlice message = JsonRpc.notification(McpMethod.CANCELLED, params.toSlice());
        transport.tell(message, Map.of()).subscribe().with(sent -> {}, unheard -> {});
    }

    private static JsonObject meta(Ask ask) {
        return ask.meta()
                .copy()
                .set(MetaKey.PROTOCOL_VERSION, Revision.V2026_07_28.wire())
                .set(MetaKey.CLIENT_CAPABILITIES, ask.capabilities())
                .set(MetaKey.CLIENT_INFO, Gateway.INFO);
    }

    private static JsonSlice message(JsonRpcId id, Ask ask, JsonObject meta) {
        JsonObject params = ask.params().copy().set("_meta", meta.toSlice());
        return JsonRpc.request(id, ask.method(), params.toSlice());
    }

    @Override
    public Runnable stand(Wish wish, Ear ear) {
        JsonObject filter = JsonObject.empty();
        wish.lists().forEach(list -> filter.set(list + "ListChanged", true));
        set(filter, "resourceSubscriptions", wish.uris());
        set(filter, "taskIds", wish.tasks());
        Ask ask = Ask.own(McpMethod.LISTEN, JsonObject.empty().set("notifications", filter.toSlice()));
        JsonObject meta = meta(ask);
        if (!wish.tasks().isEmpty()) {
            meta.set(MetaKey.CLIENT_CAPABILITIES, ClientFacts.WITH_TASKS);
        }
        JsonRpcId id = ids.next();
        Runnable hangUp = transport.stand(message(id, ask, meta), headers(ask), ear);
        return !transport.isOneStream()
                ? hangUp
                : () -> {
                    hangUp.run();
                    cancel(id);
                };
    }

    private static void set(JsonObject filter, String member, Set<String> names) {
        if (!names.isEmpty()) {
            filter.set(
                    member,
                    JsonObject.array(names.stream().map(JsonSlice::ofText).toList()));
        }
    }

    @Override
    public boolean subscribesByRequest() {
        return false;
    }

    private static Map<String, String> headers(Ask ask) {
        Map<String, String> headers = new HashMap<>(ask.paramHeaders());
        headers.put(McpHeader.PROTOCOL_VERSION, Revision.V2026_07_28.wire());
        headers.put(McpHeader.METHOD, ask.method());
        if (ask.mirrored() != null) {
            headers.put(McpHeader.NAME, McpHeader.encode(ask.mirrored()));
        }
        if (!ask.traceparent().isEmpty()) {
            headers.put(MetaKey.TRACEPARENT, ask.traceparent());
        }
        return headers;
    }

    private Reply reply(HttpAnswer answer) {
        Message message = Answers.responseOf(answer, transport.connector());
        if (message.error() != null) {
            return new Reply(true, message.error(), answer.micros(), false);
        }
        JsonObject result = Answers.resultOf(message, transport.connector());
        if (!result.has("resultType")) {
            result.set("resultType", "complete");
        }
        return new Reply(false, result.toSlice(), answer.micros(), false);
    }

    @Override
    public Uni<Introduction> introduce() {
        return ask(Ask.own(McpMethod.DISCOVER, JsonObject.empty())).map(reply -> {
            if (reply.failed()) {
                throw new CallRefused(
                        Refusal.CONNECTOR_MISBEHAVED, "Connector " + transport.connector() + " does not discover");
            }
            return introduction(reply.body());
        });
    }

    /** What a {@code server/discover} result says. */
    public static Introduction introduction(JsonSlice result) {
        JsonObject said = result.members();
        JsonSlice versions = said.get("supportedVersions");
        JsonSlice meta = said.get("_meta");
        List<String> names = versions == null
                ? List.of()
                : versions.elements().stream()
                        .map(v -> String.valueOf(v.text()))
                        .toList();
        return Introduction.of(names, said, meta == null ? null : meta.member(MetaKey.SERVER_INFO));
    }
}
