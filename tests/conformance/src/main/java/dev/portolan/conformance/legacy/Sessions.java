package dev.portolan.conformance.legacy;

import dev.portolan.conformance.http.Exchange;
import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.McpHeader;
import dev.portolan.mcp.ProtocolError;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The open sessions; the oldest gives way when there are too many. */
final class Sessions {
    private static final int MOST = 1_000;

    private final Map<String, Session> byId = new LinkedHashMap<>();

    synchronized Session open(JsonObject clientCapabilities) {
        if (byId.size() >= MOST) {
            close(byId.values().iterator().next());
        }
        Session session = new Session(clientCapabilities);
        byId.put(session.id(), session);
        return session;
    }

    /**
     * The session a request belongs to.
     *
     * @throws ProtocolError if it names none (400) or one that is not there (404)
     */
    synchronized Session of(Exchange exchange) {
        String id = exchange.header(McpHeader.SESSION_ID);
        if (id == null) {
            throw new ProtocolError(400, ErrorCode.INVALID_REQUEST, McpHeader.SESSION_ID + " is missing");
        }
        Session session = byId.get(id);
        if (session == null) {
            throw new ProtocolError(404, ErrorCode.INVALID_REQUEST, "there is no such session");
        }
        return session;
    }

    synchronized void close(Session session) {
        byId.remove(session.id());
        session.close();
    }

    synchronized Collection<Session> all() {
        return List.copyOf(byId.values());
    }
}
