package dev.portolan.gateway.session;

import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.Endpoint;
import dev.portolan.gateway.call.Home;
import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.JsonLimits;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpHeader;
import dev.portolan.mcp.Message;
import dev.portolan.mcp.ProtocolError;
import dev.portolan.mcp.Revision;
import dev.portolan.mcp.SealedHandles;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of the older era, which nobody stores: the session id is what {@code initialize} said, sealed, so that any
 * replica can serve the session and nobody but its caller can use it.
 */
@Singleton
public class Sessions {
    private static final String PURPOSE = "session ";
    private static final int LONGEST = 4_096;

    private final SealedHandles handles;
    private final Home here;
    private final Duration lifetime;
    private final Map<String, Boolean> ended;

    Sessions(SealedHandles handles, Home here, SessionConfig config) {
        this.handles = handles;
        this.here = here;
        this.lifetime = config.lifetime();
        int most = config.live();
        this.ended = Collections.synchronizedMap(new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > most;
            }
        });
    }

    /**
     * What a session's {@code initialize} said.
     *
     * @param revision the revision agreed on
     * @param capabilities what the client can do, in the words of that revision
     * @param clientInfo what it calls itself
     * @param home where it was opened, and what it is in the middle of is known
     */
    public record Session(Revision revision, JsonSlice capabilities, JsonSlice clientInfo, Home home) {}

    /**
     * A new session for the client that sent this {@code initialize}.
     *
     * @param known says of capabilities what the revision knows
     * @throws ProtocolError if what the client says of itself is too long to be sent back with every request
     */
    public Session opened(Message initialize, Revision revision, UnaryOperator<JsonSlice> known) {
        JsonSlice capabilities = objectOrEmpty(initialize.params().get("capabilities"));
        JsonSlice clientInfo = objectOrEmpty(initialize.params().get("clientInfo"));
        if (capabilities.length() + clientInfo.length() > LONGEST) {
            throw new ProtocolError(
                    200, ErrorCode.INVALID_PARAMS, "capabilities and clientInfo are longer than " + LONGEST + " bytes");
        }
        return new Session(revision, known.apply(capabilities), clientInfo, here);
    }

    /** The id of a session, for its caller alone. */
    public String id(Session session, Endpoint endpoint, Caller caller) {
        JsonObject content = JsonObject.empty()
                .set("r", session.revision().wire())
                .set("c", session.capabilities())
                .set("i", session.clientInfo())
                .set("h", session.home().toSlice());
        return handles.seal(
                PURPOSE + endpoint.path(), caller.principal(), content.toSlice().toBytes(), lifetime);
    }

    /**
     * The session that the sender names.
     *
     * @throws ProtocolError 400 if there is no id, 404 if it is none of this caller's or has expired
     */
    public Session of(Sender sender) {
        if (sender.header().apply(McpHeader.SESSION_ID) == null) {
            throw new ProtocolError(
                    400, ErrorCode.INVALID_REQUEST, "header " + McpHeader.SESSION_ID + " is missing: initialize first");
        }
        return find(sender)
                .orElseThrow(() -> new ProtocolError(
                        404, ErrorCode.INVALID_REQUEST, "no such session, or it has ended: initialize again"));
    }

    /** The session that the sender names, if it is one of theirs and has not ended. */
    public Optional<Session> find(Sender sender) {
        return Optional.ofNullable(sender.header().apply(McpHeader.SESSION_ID))
                .filter(id -> !ended.containsKey(id))
                .flatMap(id -> handles.open(
                        PURPOSE + sender.endpoint().path(), sender.caller().principal(), id))
                .map(Sessions::read);
    }

    /**
     * Ends the session that the sender names. Only this replica knows, to which the others send on what is of the
     * session: a sealed id cannot be called back, and once this replica is gone, it is good again for the same caller
     * until it expires.
     *
     * @throws ProtocolError as {@link #of} does
     */
    public void end(Sender sender) {
        of(sender);
        ended.put(String.valueOf(sender.header().apply(McpHeader.SESSION_ID)), true);
    }

    private static Session read(byte[] content) {
        JsonObject members = JsonSlice.parse(content, JsonLimits.DEFAULT).members();
        Revision revision = Revision.of(String.valueOf(members.text("r"))).orElseThrow();
        return new Session(
                revision,
                objectOrEmpty(members.get("c")),
                objectOrEmpty(members.get("i")),
                Home.of(objectOrEmpty(members.get("h"))));
    }

    private static JsonSlice objectOrEmpty(@Nullable JsonSlice value) {
        return value == null || !value.isObject() ? JsonSlice.EMPTY_OBJECT : value;
    }
}
