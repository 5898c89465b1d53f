package dev.portolan.gateway.speech;

import dev.portolan.gateway.call.CallListener;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Gateway;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.transport.EventLoop;
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
import dev.portolan.mcp.Revision;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The sessions with one connector of the older era: one for each caller and each set of capabilities, since a session
 * fixes what the connector may ask and keeps what a caller did in it. The least used go first when there are too many.
 */
final class LegacySessions {
    private final Transport transport;
    private final RequestIds ids;
    private final Map<Key, Uni<LegacySession>> open;

    /**
     * What a session is for.
     *
     * @param principal on whose behalf; empty for the gateway's own
     * @param capabilities what the connector may ask, as JSON
     */
    record Key(String principal, String capabilities) {
        static final Key OWN = new Key("", JsonSlice.EMPTY_OBJECT.json());

        static Key of(Ask ask) {
            return new Key(ask.principal(), ask.capabilities().json());
        }
    }

    LegacySessions(Transport transport, RequestIds ids, int most) {
        this.transport = transport;
        this.ids = ids;
        this.open = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Uni<LegacySession>> eldest) {
                return size() > most;
            }
        };
    }

    /** The session of that key, opened if there is none; fails with {@link CallRefused}. */
    Uni<LegacySession> of(Key key) {
        return change(
                        key,
                        known -> known != null
                                ? known
                                : initialize(key).memoize().indefinitely())
                .onFailure()
                .invoke(() -> forget(key))
                .emitOn(EventLoop.ofThisRequest());
    }

    private Uni<LegacySession> change(Key key, UnaryOperator<Uni<LegacySession>> change) {
        synchronized (open) {
            Uni<LegacySession> changed = change.apply(open.get(key));
            open.put(key, changed);
            return changed;
        }
    }

    /** The connector does not know the session any more. */
    void forget(Key key) {
        synchronized (open) {
            open.remove(key);
        }
    }

    private Uni<LegacySession> initialize(Key key) {
        JsonRpcId id = ids.next();
        JsonObject params = JsonObject.empty()
                .set("protocolVersion", Revision.V2025_11_25.wire())
                .set("capabilities", JsonSlice.trusted(key.capabilities()))
                .set("clientInfo", Gateway.INFO);
        JsonSlice message = JsonRpc.request(id, McpMethod.INITIALIZE, params.toSlice());
        return transport
                .request(Outbound.of(id, message, Map.of()), CallListener.SILENT)
                .map(this::opened)
                .call(session -> transport.tell(
                        JsonRpc.notification(McpMethod.INITIALIZED, JsonSlice.EMPTY_OBJECT), session.headers("")));
    }

    private LegacySession opened(Turn turn) {
        HttpAnswer answer = (HttpAnswer) turn;
        Message message = Answers.responseOf(answer, transport.connector());
        if (message.error() != null) {
            throw noCommonRevision();
        }
        JsonObject said = Answers.resultOf(message, transport.connector());
        String version = said.text("protocolVersion");
        if (version == null || Revision.of(version).filter(r -> !r.isModern()).isEmpty()) {
            throw noCommonRevision();
        }
        return new LegacySession(
                answer.sessionId(), version, Introduction.of(List.of(version), said, said.get("serverInfo")));
    }

    private CallRefused noCommonRevision() {
        return new CallRefused(
                Refusal.CONNECTOR_MISBEHAVED,
                "Connector " + transport.connector() + " speaks no revision of MCP that the gateway speaks");
    }
}
