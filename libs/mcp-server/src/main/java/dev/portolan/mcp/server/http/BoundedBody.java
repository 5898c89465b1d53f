package dev.portolan.mcp.server.http;

import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.ProtocolError;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;

/** Reads a request's body as long as it stays within its bound. */
final class BoundedBody {
    private BoundedBody() {}

    /** The body; fails with {@link Refused} (413) if it is longer, without reading on. */
    static Uni<byte[]> read(HttpServerRequest request, long maxBytes) {
        return Uni.createFrom().emitter(emitter -> {
            Buffer body = Buffer.buffer();
            request.handler(chunk -> {
                if (body.length() + chunk.length() > maxBytes) {
                    request.pause();
                    emitter.fail(tooLong(maxBytes));
                } else {
                    body.appendBuffer(chunk);
                }
            });
            request.exceptionHandler(emitter::fail);
            request.endHandler(end -> emitter.complete(body.getBytes()));
            request.resume();
        });
    }

    private static Refused tooLong(long maxBytes) {
        ProtocolError error =
                new ProtocolError(413, ErrorCode.INVALID_REQUEST, "message longer than " + maxBytes + " bytes");
        // The rest of the body is still on its way, so the connection cannot be used again.
        return new Refused(error, Map.of("Connection", "close"));
    }
}
