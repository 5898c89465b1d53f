package dev.portolan.gateway.edge;

import dev.portolan.gateway.audit.Answer;
import dev.portolan.gateway.call.CallListener;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.mcp.JsonRpcId;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpHeader;
import dev.portolan.mcp.SseParser;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request and its response: an event stream from the first notification on, if the client takes one; else a
 * single JSON document. Lives on the event loop of its connection.
 */
final class Conversation implements CallListener {
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private boolean streaming;
    private boolean gone;
    private @Nullable Runnable abort;

    Conversation(HttpServerRequest request) {
        this.request = request;
        this.response = request.response();
        response.closeHandler(closed -> left());
        response.exceptionHandler(broken -> left());
    }

    private void left() {
        if (!response.ended() && !gone) {
            gone = true;
            if (abort != null) {
                abort.run();
            }
        }
    }

    @Override
    public void notified(JsonSlice notification) {
        if (gone || response.ended() || !takesStreams()) {
            return;
        }
        if (!streaming) {
            streaming = true;
            // A proxy that buffers would turn progress into a burst at the end.
            response.setStatusCode(200)
                    .setChunked(true)
                    .putHeader("Content-Type", "text/event-stream")
                    .putHeader("Cache-Control", "no-cache")
                    .putHeader("X-Accel-Buffering", "no");
        }
        response.write(Buffer.buffer(SseParser.frame(notification)));
    }

    private boolean takesStreams() {
        String accept = request.getHeader("Accept");
        return accept != null && (accept.contains("text/event-stream") || accept.contains("*/*"));
    }

    /** In the older era a client that goes away means nothing: only {@code notifications/cancelled} does. */
    CallListener deaf() {
        return new CallListener() {
            @Override
            public void notified(JsonSlice notification) {
                Conversation.this.notified(notification);
            }

            @Override
            public void onGone(Runnable ignored) {}
        };
    }

    @Override
    public void onGone(Runnable newAbort) {
        this.abort = newAbort;
        if (gone) {
            newAbort.run();
        }
    }

    /** Answers, and is over. */
    void answer(Answer answer, Face face, String method, @Nullable JsonRpcId id) {
        if (gone || response.ended()) {
            return;
        }
        Face.Written written = face.write(answer, method, id);
        if (streaming) {
            response.end(Buffer.buffer(SseParser.frame(written.message())));
            return;
        }
        CallRefused refused = answer.refused();
        if (refused != null && (refused.httpStatus() == 503 || refused.refusal() == Refusal.CONNECTOR_BUSY)) {
            response.putHeader("Retry-After", "1");
        }
        response.setStatusCode(written.status())
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(Buffer.buffer(written.message().toBytes()));
    }

    /** Takes note of a message that has no answer. */
    void accepted() {
        if (!response.ended()) {
            response.setStatusCode(202).end();
        }
    }

    Conversation challenge(String wwwAuthenticate) {
        response.putHeader("WWW-Authenticate", wwwAuthenticate);
        return this;
    }

    Conversation session(String id) {
        response.putHeader(McpHeader.SESSION_ID, id);
        return this;
    }

    Conversation allow(String methods) {
        response.putHeader("Allow", methods);
        return this;
    }

    /** The connection cannot be used again: what is left of the request was not read. */
    Conversation lastOfItsConnection() {
        if (request.version() != HttpVersion.HTTP_2) {
            response.putHeader("Connection", "close");
        }
        return this;
    }
}
