package dev.portolan.audit.spool;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Up to which record all were acknowledged a while ago. Remembers at most 64 moments, so a record may be kept a little
 * longer than was asked; after a start all that is there is kept for the whole time. Used by one thread.
 */
final class Grace {
    private static final int MOMENTS = 64;

    private record Moment(long seq, long nanos) {}

    private final long nanos;
    private final Deque<Moment> moments = new ArrayDeque<>();
    private long over;

    /** @param nanos how long acknowledged records are kept; 0 for not at all */
    Grace(long nanos) {
        this.nanos = nanos;
    }

    /**
     * The last record whose time is over.
     *
     * @param acknowledged the last that is acknowledged
     * @param now on a clock that only goes forward
     */
    long over(long acknowledged, long now) {
        if (nanos == 0) {
            return acknowledged;
        }
        Moment last = moments.peekLast();
        boolean news = last == null ? acknowledged > over : acknowledged > last.seq();
        if (news && (last == null || now - last.nanos() > nanos / MOMENTS)) {
            moments.addLast(new Moment(acknowledged, now));
        }
        while (!moments.isEmpty() && now - moments.getFirst().nanos() >= nanos) {
            over = moments.removeFirst().seq();
        }
        return over;
    }
}
