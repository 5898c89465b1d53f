package dev.portolan.gateway.spill;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.function.Function;

/** Whoever reads a long answer at the other end of a stream: has the next part when it took the one before. */
final class Reader implements Function<Buffer, Future<Void>> {
    private final WriteStream<Buffer> stream;
    private final Vertx vertx;
    private final long stallMillis;

    /** @param stallMillis how long it may take for one part */
    Reader(WriteStream<Buffer> stream, Vertx vertx, long stallMillis) {
        this.stream = stream;
        this.vertx = vertx;
        this.stallMillis = stallMillis;
    }

    @Override
    public Future<Void> apply(Buffer part) {
        Promise<Void> taken = Promise.promise();
        long timer = vertx.setTimer(stallMillis, late -> taken.tryFail("nothing is read"));
        stream.write(part).onComplete(done -> {
            vertx.cancelTimer(timer);
            if (done.succeeded()) {
                taken.tryComplete();
            } else {
                taken.tryFail(done.cause());
            }
        });
        return taken.future();
    }
}
