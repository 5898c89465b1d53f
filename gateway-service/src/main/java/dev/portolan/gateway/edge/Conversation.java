package dev.portolan.gateway.edge;

import dev.portolan.gateway.audit.Answer;
import dev.portolan.gateway.resume.EventResponse;
import dev.portolan.gateway.spill.LongStrings;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpHeader;
import dev.portolan.mcp.SseParser;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request and its response: an event stream from the first notification on, if the client takes one; else a
 * single JSON document. Lives on the event loop of its connection.
 */
public final class Conversation implements EventResponse {
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Vertx vertx;
    private final AtomicReference<@Nullable LongStrings> strings = new AtomicReference<>();
    private boolean streaming;
    private boolean gone;
    private boolean isOfBatch;
    private @Nullable Runnable abort;

    public Conversation(HttpServerRequest request, Vertx vertx) {
        this.request = request;
        this.vertx = vertx;
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
        // Progress is news: to a client that does not keep up the latest is worth more than all of it.
        if (!response.writeQueueFull()) {
            write(notification);
        }
    }

    @Override
    public boolean ask(JsonSlice request) {
        return write(request);
    }

    private boolean write(JsonSlice message) {
        return write(Buffer.buffer(SseParser.frame(message)));
    }

    private boolean write(Buffer event) {
        if (gone || response.ended() || !takesStreams()) {
            return false;
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
        response.write(event);
        return true;
    }

    @Override
    public void begin() {
        write(Buffer.buffer(": open\n\n"));
    }

    @Override
    public void event(String id, @Nullable JsonSlice notification) {
        String begin = "id: " + id + "\n";
        write(notification == null ? Buffer.buffer(begin + "data:\n\n") : framed(begin, notification));
    }

    private static Buffer framed(String begin, JsonSlice message) {
        return Buffer.buffer(begin).appendBytes(SseParser.frame(message));
    }

    @Override
    public void retryAfter(Duration pause) {
        write(Buffer.buffer("retry: " + pause.toMillis() + "\n"));
    }

    @Override
    public void pour(String id, JsonSlice message, LongStrings kept, Consumer<Boolean> over) {
        pour(framed("id: " + id + "\n", message).getBytes(), kept, over);
    }

    @Override
    public void end() {
        endStream();
    }

    @Override
    public void notice(JsonSlice notification) {
        write(notification);
    }

    @Override
    public void keepAlive() {
        if (streaming && !gone && !response.ended() && !response.writeQueueFull()) {
            response.write(": keep-alive\n\n");
        }
    }

    @Override
    public boolean isFull() {
        return response.writeQueueFull();
    }

    @Override
    public void onDrained(Runnable caughtUp) {
        response.drainHandler(drained -> caughtUp.run());
    }

    @Override
    public void cut() {
        request.connection().close();
    }

    @Override
    public boolean takesStreams() {
        String accept = request.getHeader("Accept");
        return accept != null && (accept.contains("text/event-stream") || accept.contains("*/*"));
    }

    @Override
    public Executor loop() {
        Context mine = vertx.getOrCreateContext();
        return step -> mine.runOnContext(now -> step.run());
    }

    @Override
    public void onGone(Runnable newAbort) {
        this.abort = newAbort;
        if (gone) {
            newAbort.run();
        }
    }

    @Override
    public boolean keeps(LongStrings newStrings) {
        if (!isOfBatch) {
            giveUp(strings.getAndSet(newStrings));
        }
        return !isOfBatch;
    }

    /** What is answered here is answered together. */
    Conversation ofBatch() {
        isOfBatch = true;
        return this;
    }

    private static void giveUp(@Nullable LongStrings kept) {
        if (kept != null) {
            kept.close();
        }
    }

    /** Answers, and is over. */
    void answer(Answer answer, Face.Question question) {
        LongStrings kept = strings.getAndSet(null);
        if (gone || response.ended()) {
            giveUp(kept);
            return;
        }
        Face.Written written = Face.write(answer, question);
        if (kept != null && kept.isIn(written.message().toBytes())) {
            pour(written, kept);
            return;
        }
        giveUp(kept);
        if (streaming) {
            response.end(Buffer.buffer(SseParser.frame(written.message())));
            return;
        }
        Headers.retryAfter(answer, response);
        end(written.status(), written.message());
    }

    private void pour(Face.Written written, LongStrings kept) {
        byte[] bytes = streaming
                ? SseParser.frame(written.message())
                : written.message().toBytes();
        if (!streaming) {
            head(written.status()).putHeader("Content-Length", String.valueOf(kept.lengthOf(bytes)));
        }
        pour(bytes, kept, all -> {
            kept.close();
            if (all) {
                response.end();
            }
        });
    }

    private void pour(byte[] bytes, LongStrings kept, Consumer<Boolean> over) {
        kept.writeTo(bytes, response).onComplete(done -> {
            over.accept(done.succeeded());
            if (done.failed()) {
                // What is cut off must not look like an end.
                request.connection().close();
            }
        });
    }

    /** Answers all requests of a batch, and is over. */
    void answerAll(JsonSlice messages) {
        if (gone || response.ended()) {
            return;
        }
        if (streaming) {
            response.end(Buffer.buffer(SseParser.frame(messages)));
        } else {
            end(200, messages);
        }
    }

    private HttpServerResponse head(int status) {
        return response.setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store");
    }

    private void end(int status, JsonSlice body) {
        head(status).end(Buffer.buffer(body.toBytes()));
        Body.endSoon(request, vertx);
    }

    /** Ends the stream, if there is one, without a further word; false if nothing was said yet. */
    boolean endStream() {
        if (streaming && !gone && !response.ended()) {
            response.end();
        }
        return streaming || gone;
    }

    /** Answers that there is nothing to say. */
    void nothing() {
        if (!response.ended()) {
            response.setStatusCode(204).end();
        }
    }

    /** Refuses the request, and is over. What is left of its body is let through, or the client would not read this. */
    public void refuse(Answer answer, Face.Question question) {
        request.resume();
        answer(answer, question);
    }

    /** Takes note of a message that has no answer. */
    public void accepted() {
        if (!response.ended()) {
            response.setStatusCode(202).end();
        }
    }

    public Conversation challenge(String wwwAuthenticate) {
        response.putHeader("WWW-Authenticate", wwwAuthenticate);
        return this;
    }

    Conversation session(String id) {
        response.putHeader(McpHeader.SESSION_ID, id);
        return this;
    }

    public Conversation allow(String methods) {
        response.putHeader("Allow", methods);
        return this;
    }

    /** The connection cannot be used again: what is left of the request was not read. */
    public Conversation lastOfItsConnection() {
        response.putHeader("Connection", "close");
        return this;
    }
}
