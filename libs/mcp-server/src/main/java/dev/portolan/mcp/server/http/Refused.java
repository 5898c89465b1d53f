package dev.portolan.mcp.server.http;

import dev.portolan.mcp.JsonRpcId;
import dev.portolan.mcp.ProtocolError;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that is turned away before it is read: an error, and the headers that go with its status. */
final class Refused extends RuntimeException {
    private final transient ProtocolError error;
    private final transient Map<String, String> headers;

    Refused(ProtocolError error, Map<String, String> headers) {
        super(error.text(), null, false, false);
        this.error = error;
        this.headers = Map.copyOf(headers);
    }

    /** Keeps the id it has if none is given. */
    ProtocolError about(@Nullable JsonRpcId id) {
        return id == null ? error : error.about(id);
    }

    Map<String, String> headers() {
        return headers;
    }
}
