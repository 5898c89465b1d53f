package dev.portolan.gateway.edge;

import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.ProtocolError;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The headers of a request of which there may be one each: of two, a proxy may have read the other. */
final class Headers {
    private Headers() {}

    /** @throws ProtocolError with {@link ErrorCode#HEADER_MISMATCH} if the header was sent more than once */
    static @Nullable String one(HttpServerRequest request, String name) {
        List<String> all = request.headers().getAll(name);
        if (all.size() > 1) {
            throw new ProtocolError(400, ErrorCode.HEADER_MISMATCH, "header " + name + " was sent more than once");
        }
        return all.isEmpty() ? null : all.get(0);
    }
}
