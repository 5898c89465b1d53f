package dev.portolan.gateway.speech;

import dev.portolan.gateway.call.CallListener;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Gateway;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.revision.Wording;
import dev.portolan.gateway.transport.EventLoop;
import dev.portolan.gateway.transport.HttpAnswer;
import dev.portolan.gateway.transport.Outbound;
import dev.portolan.gateway.transport.Transport;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonRpc;
import dev.portolan.mcp.JsonRpcId;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpMethod;
import dev.portolan.mcp.Message;
import dev.portolan.mcp.Revision;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The sessions with one connector of the older era: one for each caller and each set of capabilities, since a session
 * fixes what the connector may ask and keeps what a caller did in it. The least used go first when there are too many.
 * Where all travels on one stream, all share one session.
 */
public final class LegacySessions {
    /** Newest first. */
    private static final List<Revision> SPOKEN =
            List.of(Revision.V2025_11_25, Revision.V2025_06_18, Revision.V2025_03_26, Revision.V2024_11_05);

    /**
     * What a connector with one session for all callers may ask: what any of them may be asked. Whether this caller may
     * is seen when it asks. Roots are not among it: connectors ask for them once, and of nobody in particular.
     */
    private static final JsonSlice OF_ANYBODY =
            JsonSlice.trusted("{\"elicitation\":{\"form\":{},\"url\":{}},\"sampling\":{\"tools\":{}}}");

    private final Transport transport;
    private final RequestIds ids;
    private final Terms terms;
    private final List<Revision> offers;
    private final Map<Key, Uni<LegacySession>> open;

    /**
     * What a session is for.
     *
     * @param principal on whose behalf; empty for the gateway's own
     * @param capabilities what the connector may ask, as JSON
     */
    record Key(String principal, String capabilities) {}

    /**
     * What sessions there may be.
     *
     * @param most sessions at a time
     * @param pinned the one revision to speak, if the operator chose it
     * @param taskTtl how long a connector is asked to keep a task
     */
    public record Terms(int most, Optional<Revision> pinned, Duration taskTtl) {}

    LegacySessions(Transport transport, RequestIds ids, Terms terms) {
        this.transport = transport;
        this.ids = ids;
        this.terms = terms;
        this.offers = terms.pinned().map(List::of).orElse(SPOKEN);
        this.open = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Uni<LegacySession>> eldest) {
                return size() > terms.most();
            }
        };
    }

    /** The key of the gateway's own session. */
    Key own() {
        return new Key("", transport.isOneStream() ? OF_ANYBODY.json() : JsonSlice.EMPTY_OBJECT.json());
    }

    /** The key of the session in which to ask. */
    Key of(Ask ask) {
        return transport.isOneStream()
                ? own()
                : new Key(ask.principal(), ofThisEra(ask.capabilities()).json());
    }

    /** This era has no extensions. */
    private static JsonSlice ofThisEra(JsonSlice capabilities) {
        return capabilities.member("extensions") == null
                ? capabilities
                : capabilities.members().remove("extensions").toSlice();
    }

    /** The session of that key, opened if there is none; fails with {@link CallRefused}. */
    Uni<LegacySession> of(Key key) {
        return change(
                        key,
                        known -> known != null
                                ? known
                                : initialize(key, offers).memoize().indefinitely())
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

    /** A connector that has no words of its own for a revision it does not know is offered the next older one. */
    private Uni<LegacySession> initialize(Key key, List<Revision> offers) {
        Revision offered = offers.get(0);
        JsonRpcId id = ids.next();
        JsonObject params = JsonObject.empty()
                .set("protocolVersion", offered.wire())
                .set("capabilities", Wording.of(offered).capabilities(JsonSlice.trusted(key.capabilities())))
                .set("clientInfo", Wording.of(offered).implementation(Gateway.INFO));
        JsonSlice message = JsonRpc.request(id, McpMethod.INITIALIZE, params.toSlice());
        return transport
                .request(Outbound.of(id, message, Map.of()), CallListener.SILENT)
                .map(HttpAnswer.class::cast)
                .chain(answer -> {
                    Message said = Answers.responseOf(answer, transport.connector());
                    List<Revision> older = offers.subList(1, offers.size());
                    return said.error() != null && !older.isEmpty()
                            ? initialize(key, older)
                            : Uni.createFrom()
                                    .item(() -> opened(answer.sessionId(), said))
                                    .call(this::initialized);
                });
    }

    private Uni<HttpAnswer> initialized(LegacySession session) {
        JsonSlice message = JsonRpc.notification(McpMethod.INITIALIZED, JsonSlice.EMPTY_OBJECT);
        return transport.tell(message, session.headers(""));
    }

    private LegacySession opened(@Nullable String id, Message message) {
        if (message.error() != null) {
            throw noCommonRevision();
        }
        JsonObject said = Answers.resultOf(message, transport.connector());
        Revision agreed = Optional.ofNullable(said.text("protocolVersion"))
                .flatMap(Revision::of)
                .filter(revision -> !revision.isModern())
                .filter(revision -> terms.pinned().orElse(revision) == revision)
                .orElseThrow(this::noCommonRevision);
        return new LegacySession(id, agreed, Introduction.of(List.of(agreed.wire()), said, said.get("serverInfo")));
    }

    private CallRefused noCommonRevision() {
        return new CallRefused(
                Refusal.CONNECTOR_MISBEHAVED,
                "Connector " + transport.connector() + " speaks no revision of MCP that the gateway speaks"
                        + terms.pinned().map(pinned -> ": era is " + pinned).orElse(""));
    }
}
