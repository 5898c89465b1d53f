package dev.portolan.gateway.audit.journal;

import dev.portolan.gateway.audit.AuditUnavailable.Why;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Who still waits, oldest first. As all wait equally long, one timer for the oldest does for all.
 *
 * <p>Confined to the context of the log.
 */
final class Deadlines {
    private final Vertx vertx;
    private final long patienceNanos;
    private final BiConsumer<Pending, Why> giveUp;
    private final Deque<Pending> waiting = new ArrayDeque<>();
    private boolean armed;

    /** @param giveUp called for each record whose waiting ends before it is acknowledged */
    Deadlines(Vertx vertx, AuditConfig config, BiConsumer<Pending, Why> giveUp) {
        this.vertx = vertx;
        this.patienceNanos = config.deadline().toNanos();
        this.giveUp = giveUp;
    }

    void add(Pending record) {
        if (record.waiting() != null) {
            waiting.addLast(record);
            arm(patienceNanos);
        }
    }

    /** Ends the waiting for all records of this kind now. */
    void endFor(Predicate<Pending> kind, Why why) {
        waiting.stream().filter(kind).forEach(record -> giveUp(record, why));
    }

    private void arm(long nanos) {
        if (!armed) {
            armed = true;
            vertx.setTimer(Math.max(1, nanos / 1_000_000 + 1), id -> sweep());
        }
    }

    private void sweep() {
        armed = false;
        while (!waiting.isEmpty()) {
            Pending oldest = waiting.getFirst();
            long left = leftOf(oldest);
            if (left > 0) {
                arm(left);
                return;
            }
            waiting.removeFirst();
            giveUp(oldest, Why.LATE);
        }
    }

    /** Nothing for those who have been told already. */
    private long leftOf(Pending record) {
        Waiting who = record.waiting();
        return who == null || who.settled() ? 0 : patienceNanos - who.nanos();
    }

    private void giveUp(Pending record, Why why) {
        Waiting who = record.waiting();
        if (who != null && !who.settled()) {
            giveUp.accept(record, why);
        }
    }
}
