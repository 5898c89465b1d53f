package dev.portolan.gateway.speech;

import dev.portolan.gateway.call.CallListener;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Gateway;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.call.Reply;
import dev.portolan.mcp.ErrorCode;
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
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * 2025-11-25 and earlier spoken to a connector: one session, opened when first needed, opened anew when the connector
 * has forgotten it. The session declares no capabilities, so the connector has nothing to ask of us.
 */
public final class LegacySpeech implements Speech {
    private final ConnectorPost post;
    private final RequestIds ids;
    private final AtomicReference<@Nullable Uni<Session>> session = new AtomicReference<>();

    private record Session(@Nullable String id, String version, Introduction introduction) {}

    public LegacySpeech(ConnectorPost post, RequestIds ids) {
        this.post = post;
        this.ids = ids;
    }

    @Override
    public Uni<Introduction> introduce() {
        session.set(null);
        return session().map(Session::introduction);
    }

    @Override
    public Uni<Reply> ask(Ask ask) {
        return session().chain(open -> inSession(open, ask)
                .chain(answer -> {
                    if (!forgotten(answer)) {
                        return Uni.createFrom().item(answer);
                    }
                    // The connector says it does not know the session, so it did nothing yet: asking again is safe.
                    session.set(null);
                    return session().chain(reopened -> inSession(reopened, ask));
                })
                .map(this::reply));
    }

    private static boolean forgotten(HttpAnswer answer) {
        boolean unattributed = answer.message() == null || answer.message().id() == null;
        return answer.status() == 404 || answer.status() == 400 && unattributed;
    }

    private Uni<HttpAnswer> inSession(Session open, Ask ask) {
        JsonRpcId id = ids.next();
        JsonObject meta = JsonObject.empty();
        for (String name : ask.meta().names()) {
            if (!name.startsWith(MetaKey.RESERVED_PREFIX)) {
                meta.setIfPresent(name, ask.meta().get(name));
            }
        }
        CallListener progress = ProgressTokens.hideBehind(id, meta, ask.listener());
        if (!ask.traceparent().isEmpty()) {
            meta.set(MetaKey.TRACEPARENT, ask.traceparent());
        }
        JsonObject params = ask.params().remove("inputResponses").remove("requestState");
        if (!meta.names().isEmpty()) {
            params.set("_meta", meta.toSlice());
        }
        Map<String, String> headers = headers(open, ask.traceparent());
        CallListener cancelling = cancelling(progress, open, id);
        JsonSlice message = JsonRpc.request(id, ask.method(), params.toSlice());
        return post.post(message, id, headers, cancelling, request -> decline(open, request));
    }

    /** A connector of this era takes a broken connection for nothing in particular: it must be told. */
    private CallListener cancelling(CallListener listener, Session open, JsonRpcId id) {
        return new CallListener() {
            @Override
            public void notified(JsonSlice notification) {
                listener.notified(notification);
            }

            @Override
            public void onGone(Runnable abort) {
                listener.onGone(() -> {
                    abort.run();
                    JsonObject params = JsonObject.empty().set("requestId", JsonSlice.trusted(id.json()));
                    tell(open, JsonRpc.notification(McpMethod.CANCELLED, params.toSlice()));
                });
            }
        };
    }

    private void decline(Session open, Message request) {
        JsonRpcId id = request.requestId();
        tell(
                open,
                request.method().equals(McpMethod.PING)
                        ? JsonRpc.result(id, JsonSlice.EMPTY_OBJECT)
                        : JsonRpc.error(id, ErrorCode.METHOD_NOT_FOUND, "not supported by this client", null));
    }

    private void tell(Session open, JsonSlice message) {
        post.post(message, null, headers(open, ""), CallListener.SILENT, request -> {})
                .subscribe()
                .with(sent -> {}, unheard -> {});
    }

    private static Map<String, String> headers(Session open, String traceparent) {
        Map<String, String> headers = new HashMap<>();
        headers.put(McpHeader.PROTOCOL_VERSION, open.version());
        if (open.id() != null) {
            headers.put(McpHeader.SESSION_ID, open.id());
        }
        if (!traceparent.isEmpty()) {
            headers.put(MetaKey.TRACEPARENT, traceparent);
        }
        return headers;
    }

    private Reply reply(HttpAnswer answer) {
        Message message = Answers.responseOf(answer, post.connector());
        JsonSlice error = message.error();
        if (error != null) {
            return new Reply(true, modernError(error), answer.micros());
        }
        JsonObject result = Answers.resultOf(message, post.connector());
        return new Reply(false, result.set("resultType", "complete").toSlice(), answer.micros());
    }

    private static JsonSlice modernError(JsonSlice error) {
        JsonSlice code = error.member("code");
        Long stated = code == null ? null : code.integer();
        return stated != null && stated == ErrorCode.LEGACY_RESOURCE_NOT_FOUND
                ? error.members().set("code", ErrorCode.INVALID_PARAMS).toSlice()
                : error;
    }

    private Uni<Session> session() {
        return session.updateAndGet(
                        open -> open != null ? open : initialize().memoize().indefinitely())
                .onFailure()
                .invoke(() -> session.set(null))
                .emitOn(EventLoop.ofThisRequest());
    }

    private Uni<Session> initialize() {
        JsonRpcId id = ids.next();
        JsonObject params = JsonObject.empty()
                .set("protocolVersion", Revision.V2025_11_25.wire())
                .set("capabilities", JsonSlice.EMPTY_OBJECT)
                .set("clientInfo", Gateway.INFO);
        return post.post(
                        JsonRpc.request(id, McpMethod.INITIALIZE, params.toSlice()),
                        id,
                        Map.of(),
                        CallListener.SILENT,
                        request -> {})
                .map(this::opened)
                .call(open -> post.post(
                        JsonRpc.notification(McpMethod.INITIALIZED, JsonSlice.EMPTY_OBJECT),
                        null,
                        headers(open, ""),
                        CallListener.SILENT,
                        request -> {}));
    }

    private Session opened(HttpAnswer answer) {
        Message message = Answers.responseOf(answer, post.connector());
        if (message.error() != null) {
            throw noCommonRevision();
        }
        JsonObject said = Answers.resultOf(message, post.connector());
        String version = said.text("protocolVersion");
        if (version == null || Revision.of(version).filter(r -> !r.isModern()).isEmpty()) {
            throw noCommonRevision();
        }
        return new Session(
                answer.sessionId(), version, Introduction.of(List.of(version), said, said.get("serverInfo")));
    }

    private CallRefused noCommonRevision() {
        return new CallRefused(
                Refusal.CONNECTOR_MISBEHAVED,
                "Connector " + post.connector() + " speaks no revision of MCP that the gateway speaks");
    }
}
