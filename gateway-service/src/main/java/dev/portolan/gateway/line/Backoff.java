package dev.portolan.gateway.line;

import java.time.Duration;

/**
 * How long a connector whose line ended is left alone. The first that ends soon is begun again at once. Not
 * thread-safe.
 */
public final class Backoff {
    private static final int MOST_DOUBLINGS = 20;

    private final Duration first;
    private final Duration longest;
    private final Duration steady;
    private int soon;

    /**
     * @param first the first wait; twice that each further time
     * @param longest no wait is longer
     * @param steady how long one must last for its end not to count as soon
     */
    public Backoff(Duration first, Duration longest, Duration steady) {
        this.first = first;
        this.longest = longest;
        this.steady = steady;
    }

    /** The wait after a line that lasted so long. */
    Duration after(Duration lived) {
        soon = lived.compareTo(steady) < 0 ? soon + 1 : 0;
        if (soon <= 1) {
            return Duration.ZERO;
        }
        Duration wait = first.multipliedBy(1L << Math.min(soon - 2, MOST_DOUBLINGS));
        return wait.compareTo(longest) < 0 ? wait : longest;
    }
}
