package dev.portolan.gateway.edge;

import dev.portolan.gateway.audit.Answer;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.ProtocolError;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Headers of requests of which there may be one each: of two, a proxy may have read the other. And of answers. */
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

    /** Says when to ask again, if that may help and the reason is not the request. */
    static void retryAfter(Answer answer, HttpServerResponse response) {
        CallRefused refused = answer.refused();
        if (refused != null && (refused.httpStatus() == 503 || refused.refusal() == Refusal.CONNECTOR_BUSY)) {
            response.putHeader("Retry-After", "1");
        }
    }
}
