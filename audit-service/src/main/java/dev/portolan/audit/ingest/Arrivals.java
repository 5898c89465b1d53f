package dev.portolan.audit.ingest;

import dev.portolan.audit.ledger.Appended;
import dev.portolan.audit.ledger.Item;
import dev.portolan.audit.ledger.Ledger;
import dev.portolan.audit.ledger.LedgerUnavailable;
import dev.portolan.audit.ledger.OutOfTurn;
import dev.portolan.audit.ledger.note.Gaps;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Appends batches in turn. A gateway may send the next batch before the last is answered, and the two may overtake each
 * other on their way: the one that is early waits a moment for the other, here or at another replica.
 */
@ApplicationScoped
class Arrivals {

    private static final Logger LOG = Logger.getLogger(Arrivals.class);

    /** How often to look whether another replica has taken what is missing. */
    private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();

    /** How long a boot that is still at it needs not be written down again. */
    private static final long HEARD_NANOS = Duration.ofSeconds(1).toNanos();

    private static final int BOOTS = 1_000;

    private final Ledger ledger;
    private final Gaps gaps;
    private final IngestConfig config;
    private final Map<UUID, Long> heard = new ConcurrentHashMap<>();

    /** Opens with the next batch that is appended here. */
    private volatile CountDownLatch moved = new CountDownLatch(1);

    Arrivals(Ledger ledger, Gaps gaps, IngestConfig config) {
        this.ledger = ledger;
        this.gaps = gaps;
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
                    LOG.warnf("%s, and comes with %d: docs/runbooks/audit-spool.md", early.getMessage(), early.found());
                    throw early;
                }
            }
        }
    }

    /**
     * A boot says how far its own spool is, at most once a second.
     *
     * @throws LedgerUnavailable if PostgreSQL does not take it
     */
    void heard(Optional<SpoolHead> head) {
        long now = System.nanoTime();
        if (heard.size() > BOOTS) {
            heard.clear();
        }
        head.filter(said -> now - heard.getOrDefault(said.boot(), now - HEARD_NANOS) >= HEARD_NANOS)
                .ifPresent(said -> {
                    gaps.heard(said.boot(), said.gateway(), said.seq(), said.spool());
                    heard.put(said.boot(), now);
                });
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
