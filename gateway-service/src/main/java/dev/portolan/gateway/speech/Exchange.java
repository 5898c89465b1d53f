package dev.portolan.gateway.speech;

import dev.portolan.gateway.call.CallListener;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.mcp.JsonLimits;
import dev.portolan.mcp.JsonRpcId;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpHeader;
import dev.portolan.mcp.Message;
import dev.portolan.mcp.ProtocolError;
import dev.portolan.mcp.SseParser;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One POST to a connector and what comes back, as JSON or as an event stream, bounded in time and size. Lives on one
 * event loop, ends exactly once.
 */
final class Exchange {
    private static final long LINGER_MILLIS = 1_000;

    private final Vertx vertx;
    private final String connector;
    private final @Nullable JsonRpcId id;
    private final Bounds bounds;
    private final CallListener listener;
    private final Consumer<Message> onRequest;
    private final UniEmitter<? super HttpAnswer> emitter;
    private final long started = System.nanoTime();
    private @Nullable HttpClientRequest request;
    private int status;
    private @Nullable String sessionId;
    private Buffer body = Buffer.buffer();
    private long timer = -1;
    private boolean done;
    private boolean ended;

    /**
     * How much of an exchange there may be.
     *
     * @param deadlineMillis without any word from the connector
     * @param longestMillis in all
     * @param maxBytes of one answer or event
     */
    record Bounds(long deadlineMillis, long longestMillis, int maxBytes) {}

    Exchange(
            Vertx vertx,
            String connector,
            @Nullable JsonRpcId id,
            Bounds bounds,
            CallListener listener,
            Consumer<Message> onRequest,
            UniEmitter<? super HttpAnswer> emitter) {
        this.vertx = vertx;
        this.connector = connector;
        this.id = id;
        this.bounds = bounds;
        this.listener = listener;
        this.onRequest = onRequest;
        this.emitter = emitter;
    }

    void send(HttpClientRequest newRequest, Buffer payload) {
        request = newRequest;
        if (done) {
            newRequest.reset();
            return;
        }
        newRequest.exceptionHandler(broken -> unavailable("broke off"));
        newRequest.send(payload).onSuccess(this::head).onFailure(e -> unavailable("did not answer"));
    }

    void begin() {
        awaitMore();
        listener.onGone(() -> refuse(Refusal.CANCELLED, "The caller went away"));
    }

    void unavailable(String how) {
        refuse(Refusal.CONNECTOR_UNAVAILABLE, "Connector " + connector + " " + how);
    }

    private void head(HttpClientResponse response) {
        if (done) {
            return;
        }
        status = response.statusCode();
        sessionId = response.getHeader(McpHeader.SESSION_ID);
        response.exceptionHandler(e -> unavailable("broke off its answer"));
        String type = response.getHeader("Content-Type");
        if (status == 200 && type != null && type.startsWith("text/event-stream")) {
            SseParser events = new SseParser(bounds.maxBytes());
            response.handler(
                    chunk -> guarded(() -> events.feed(chunk.getBytes()).forEach(this::event)));
            response.endHandler(end -> {
                ended = true;
                unavailable("ended its stream without an answer");
            });
        } else {
            response.handler(this::part);
            response.endHandler(end -> guarded(() -> whole(type)));
        }
    }

    private void part(Buffer chunk) {
        if (!done) {
            body.appendBuffer(chunk);
            if (body.length() > bounds.maxBytes()) {
                misbehaved("its answer is longer than " + bounds.maxBytes() + " bytes");
            }
        }
    }

    private void whole(@Nullable String type) {
        boolean json = type != null && type.startsWith("application/json") && body.length() > 0;
        Message message = json ? read(body.getBytes()) : null;
        if (message != null && !isAnswerToThis(message)) {
            misbehaved("it answers another request");
        } else {
            finish(message);
        }
    }

    private void event(byte[] data) {
        if (done || data.length == 0) {
            return;
        }
        JsonSlice json = JsonSlice.parse(data, limits());
        Message message = Message.of(json);
        switch (message.kind()) {
            case RESPONSE -> {
                if (isAnswerToThis(message)) {
                    finish(message);
                    vertx.setTimer(LINGER_MILLIS, lingering -> hangUp());
                }
            }
            case NOTIFICATION -> {
                awaitMore();
                listener.notified(json);
            }
            case REQUEST -> onRequest.accept(message);
        }
    }

    /** An error whose sender could not read the id has none. */
    private boolean isAnswerToThis(Message message) {
        return id == null || id.equals(message.id()) || (message.id() == null && message.error() != null);
    }

    private @Nullable Message read(byte[] bytes) {
        try {
            return Message.read(bytes, limits());
        } catch (ProtocolError notJsonRpc) {
            if (status == 200) {
                throw notJsonRpc;
            }
            return null;
        }
    }

    private JsonLimits limits() {
        return new JsonLimits(bounds.maxBytes(), JsonLimits.DEFAULT.maxDepth());
    }

    private void guarded(Runnable reading) {
        if (done) {
            return;
        }
        try {
            reading.run();
        } catch (ProtocolError | IllegalArgumentException | IllegalStateException fault) {
            misbehaved("its answer is no JSON-RPC message");
        }
    }

    private void misbehaved(String how) {
        refuse(Refusal.CONNECTOR_MISBEHAVED, "The answer of connector " + connector + " was withheld: " + how);
    }

    private void awaitMore() {
        vertx.cancelTimer(timer);
        long elapsed = (System.nanoTime() - started) / 1_000_000;
        long wait = Math.max(1, Math.min(bounds.deadlineMillis(), bounds.longestMillis() - elapsed));
        timer = vertx.setTimer(
                wait,
                fired -> refuse(
                        Refusal.CONNECTOR_TIMEOUT,
                        "Connector " + connector + " did not answer within " + bounds.deadlineMillis() + " ms"));
    }

    private void finish(@Nullable Message message) {
        done = true;
        vertx.cancelTimer(timer);
        emitter.complete(new HttpAnswer(status, sessionId, message, (System.nanoTime() - started) / 1_000));
    }

    /** An answer is the last event of its stream; a connector that does not end the stream then is cut off. */
    private void hangUp() {
        if (!ended && request != null) {
            request.reset();
        }
    }

    private void refuse(Refusal refusal, String text) {
        if (done) {
            return;
        }
        done = true;
        vertx.cancelTimer(timer);
        if (request != null) {
            request.reset();
        }
        emitter.fail(new CallRefused(refusal, text));
    }
}
