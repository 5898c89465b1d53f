package dev.portolan.gateway.audit.local;

import dev.portolan.audit.spool.SpoolStatus;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * How long the oldest record that audit-service does not have has been durable, as precisely as it is asked: each
 * question remembers how far the spool was.
 */
final class LagClock {
    private static final int MOST_MARKS = 1_000;
    private static final double NANOS = 1e9;

    private record Mark(long durable, long nanos) {}

    private final LongSupplier nanoTime;
    private final Deque<Mark> marks = new ArrayDeque<>();

    LagClock(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** In seconds; 0 if audit-service has all. */
    synchronized double seconds(SpoolStatus now) {
        long time = nanoTime.getAsLong();
        if (marks.size() < MOST_MARKS) {
            marks.addLast(new Mark(now.durable(), time));
        }
        while (!marks.isEmpty() && marks.getFirst().durable() <= now.acknowledged()) {
            marks.removeFirst();
        }
        return marks.isEmpty() ? 0 : (time - marks.getFirst().nanos()) / NANOS;
    }
}
