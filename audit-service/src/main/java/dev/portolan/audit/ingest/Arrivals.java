package dev.portolan.audit.ingest;

import dev.portolan.audit.ledger.Appended;
import dev.portolan.audit.ledger.Item;
import dev.portolan.audit.ledger.Ledger;
import dev.portolan.audit.ledger.OutOfTurn;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Appends batches in turn. A gateway may send the next batch before the last is answered, and the two may overtake each
 * other on their way: the one that is early waits a moment for the other, here or at another replica.
 */
@ApplicationScoped
class Arrivals {

    /** How often to look whether another replica has taken what is missing. */
    private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();

    private final Ledger ledger;
    private final IngestConfig config;

    /** Opens with the next batch that is appended here. */
    private volatile CountDownLatch moved = new CountDownLatch(1);

    Arrivals(Ledger ledger, IngestConfig config) {
        this.ledger = ledger;
        this.config = config;
    }

    /** @throws OutOfTurn if what is missing before the batch does not come in time */
    Appended append(List<Item> batch) {
        long start = System.nanoTime();
        while (true) {
            try {
                Appended appended = ledger.append(batch);
                announce();
                return appended;
            } catch (OutOfTurn early) {
                long left = config.gapWait().toNanos() - (System.nanoTime() - start);
                if (early.expected() == 0 || left <= 0 || !paused(Math.min(left, LOOK_NANOS))) {
                    throw early;
                }
            }
        }
    }

    private void announce() {
        CountDownLatch waiting = moved;
        moved = new CountDownLatch(1);
        waiting.countDown();
    }

    /** Until a batch was appended here, or it is time to look anyway; false if the wait was interrupted. */
    private boolean paused(long nanos) {
        try {
            boolean woken = moved.await(nanos, TimeUnit.NANOSECONDS);
            return woken || !Thread.currentThread().isInterrupted();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
