package dev.portolan.mcp.server.http;

import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.SseParser;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;

/**
 * Writes the answer to one request: plain JSON, unless a notification had to go before it, which makes it an event
 * stream. Notifications may come from any thread; they are written in order on the request's context.
 */
final class AnswerWriter {
    private final HttpServerResponse response;
    private final Context context;
    private boolean streaming;

    AnswerWriter(HttpServerResponse response, Context context) {
        this.response = response;
        this.context = context;
    }

    /** Sends a notification ahead of the answer. One that the client is too slow to take is left out. */
    void notify(JsonSlice notification) {
        context.runOnContext(ignored -> {
            if (isClosed() || response.writeQueueFull()) {
                return;
            }
            if (!streaming) {
                streaming = true;
                response.setStatusCode(200)
                        .setChunked(true)
                        .putHeader("Content-Type", "text/event-stream")
                        .putHeader("Cache-Control", "no-store")
                        .putHeader("X-Accel-Buffering", "no");
            }
            response.write(Buffer.buffer(SseParser.frame(notification)));
        });
    }

    /** Sends the answer. On a stream the status is spoken already and only the message goes. */
    void finish(int status, JsonSlice message, Map<String, String> headers) {
        if (isClosed()) {
            return;
        }
        if (streaming) {
            response.end(Buffer.buffer(SseParser.frame(message)));
            return;
        }
        headers.forEach(response::putHeader);
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(Buffer.buffer(message.toBytes()));
    }

    /** Whether the client is gone or has its answer. */
    boolean isClosed() {
        return response.ended() || response.closed();
    }

    /** Sends a status with nothing to say. */
    void finish(int status) {
        if (!isClosed()) {
            response.setStatusCode(status).end();
        }
    }
}
