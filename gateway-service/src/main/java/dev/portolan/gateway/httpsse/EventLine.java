package dev.portolan.gateway.httpsse;

import dev.portolan.gateway.socket.BoundedLine;
import dev.portolan.gateway.socket.CloseCode;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.SseParser;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * An event stream as a line: what is sent are its events, what is received comes by POST. Lives on
 * the event loop of its connection.
 */
final class EventLine extends BoundedLine {
    private static final Buffer MESSAGE = Buffer.buffer("event: message\n");

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Vertx vertx;
    private final HttpSseConfig config;
    private final List<Long> timers = new ArrayList<>();
    private boolean paused;

    EventLine(HttpServerRequest request, Vertx vertx, HttpSseConfig config) {
        super(config.maxPending().asLongValue());
        this.request = request;
        this.response = request.response();
        this.vertx = vertx;
        this.config = config;
    }

    /**
     * Begins the stream.
     *
     * @param endpoint where the client is to post its messages
     * @param lifetimeMillis after which it ends
     * @param whenOver run once when it has ended, whoever ended it
     */
    void open(String endpoint, long lifetimeMillis, Runnable whenOver) {
        response.setStatusCode(200)
                .setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-cache")
                .putHeader("X-Accel-Buffering", "no");
        response.drainHandler(ready -> drained());
        response.exceptionHandler(broken -> request.connection().close());
        response.closeHandler(closed -> over(whenOver));
        response.endHandler(finished -> over(whenOver));
        response.write("event: endpoint\ndata: " + endpoint + "\n\n");
        timers.add(vertx.setPeriodic(Math.max(1, config.keepAlive().toMillis()), due -> keepAlive()));
        timers.add(vertx.setTimer(Math.max(1, lifetimeMillis), due -> end(CloseCode.TOKEN_ENDED)));
    }

    private void over(Runnable whenOver) {
        ended();
        if (!timers.isEmpty()) {
            timers.forEach(vertx::cancelTimer);
            timers.clear();
            whenOver.run();
        }
    }

    private void keepAlive() {
        if (!isFull()) {
            response.write(": keep-alive\n\n");
        }
    }

    @Override
    protected Future<Void> write(JsonSlice message) {
        return response.write(MESSAGE.copy().appendBytes(SseParser.frame(message)));
    }

    @Override
    protected boolean isClogged() {
        return response.writeQueueFull();
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
    }

    /** Whether no further message may be received at the moment. */
    boolean isPaused() {
        return paused;
    }

    /** A client that does not read is cut off: the end would wait behind what it has not read. */
    @Override
    protected void close(CloseCode why) {
        if (why == CloseCode.UNREAD) {
            request.connection().close();
        } else {
            response.end();
        }
    }
}
