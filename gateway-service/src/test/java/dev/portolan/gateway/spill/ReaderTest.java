package dev.portolan.gateway.spill;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReaderTest {
    private final Vertx vertx = Vertx.vertx();
    private final Promise<Void> written = Promise.promise();
    private final Reader reader = new Reader(new Stream(), vertx, 50);

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void whoReadsNothingIsNotWaitedFor() throws Exception {
        Future<Void> taken = reader.apply(Buffer.buffer("part"));

        Throwable failure = taken.toCompletionStage()
                .handle((done, why) -> why)
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        assertThat(failure).hasMessage("nothing is read");
    }

    @Test
    void thePartIsTakenWhenItIsWritten() {
        Future<Void> taken = reader.apply(Buffer.buffer("part"));
        assertThat(taken.isComplete()).isFalse();

        written.complete();

        assertThat(taken.succeeded()).isTrue();
    }

    @Test
    void aStreamThatBreaksTakesNothing() {
        Future<Void> taken = reader.apply(Buffer.buffer("part"));

        written.fail("broken");

        assertThat(taken.failed()).isTrue();
    }

    private final class Stream implements WriteStream<Buffer> {
        @Override
        public Future<Void> write(Buffer part) {
            return written.future();
        }

        @Override
        public void write(Buffer part, Handler<AsyncResult<Void>> done) {
            written.future().onComplete(done);
        }

        @Override
        public void end(Handler<AsyncResult<Void>> done) {
            written.future().onComplete(done);
        }

        @Override
        public WriteStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
            return this;
        }

        @Override
        public WriteStream<Buffer> setWriteQueueMaxSize(int size) {
            return this;
        }

        @Override
        public boolean writeQueueFull() {
            return true;
        }

        @Override
        public WriteStream<Buffer> drainHandler(Handler<Void> handler) {
            return this;
        }
    }
}
