package dev.portolan.gateway.edge;

import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.ProtocolError;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Reads a request's body, bounded in size and time. */
public final class Body {
    private static final long DRAIN_MILLIS = 1_000;

    private final HttpServerRequest request;
    private final Vertx vertx;
    private final long maxBytes;
    private final UniEmitter<? super byte[]> emitter;
    private final Buffer read = Buffer.buffer();
    private long timer;
    private boolean done;

    private Body(HttpServerRequest request, Vertx vertx, long maxBytes, UniEmitter<? super byte[]> emitter) {
        this.request = request;
        this.vertx = vertx;
        this.maxBytes = maxBytes;
        this.emitter = emitter;
    }

    /** The body; fails with {@link ProtocolError} 413 or 408. The request must be paused. */
    public static Uni<byte[]> of(HttpServerRequest request, Vertx vertx, EdgeConfig config) {
        return Uni.createFrom()
                .emitter(emitter -> new Body(request, vertx, config.maxBody().asLongValue(), emitter)
                        .read(config.bodyDeadline().toMillis()));
    }

    /** Whoever still sends the body of a request that is answered already may not hold the connection with it. */
    static void endSoon(HttpServerRequest request, Vertx vertx) {
        if (!request.isEnded()) {
            vertx.setTimer(DRAIN_MILLIS, late -> {
                if (!request.isEnded()) {
                    request.connection().close();
                }
            });
        }
    }

    private void read(long deadlineMillis) {
        timer = vertx.setTimer(
                deadlineMillis, late -> fail(408, "the body did not arrive within " + deadlineMillis + " ms"));
        request.handler(chunk -> {
            if (!done && read.length() + chunk.length() > maxBytes) {
                fail(413, "the body is longer than " + maxBytes + " bytes");
            } else if (!done) {
                read.appendBuffer(chunk);
            }
        });
        request.exceptionHandler(broken -> fail(400, "the body broke off"));
        request.endHandler(end -> {
            if (!done) {
                done = true;
                vertx.cancelTimer(timer);
                emitter.complete(read.getBytes());
            }
        });
        request.resume();
    }

    private void fail(int status, String text) {
        if (!done) {
            done = true;
            vertx.cancelTimer(timer);
            emitter.fail(new ProtocolError(status, ErrorCode.INVALID_REQUEST, text));
        }
    }
}
