package dev.portolan.gateway.child;

import java.time.Duration;

/**
 * How long a process that ended is left alone. The first that ends soon is started again at once: programs of the older
 * era may end when they are asked what they do not know. Not thread-safe.
 */
final class Backoff {
    private static final int MOST_DOUBLINGS = 20;

    private final Duration first;
    private final Duration longest;
    private final Duration steady;
    private int soon;

    Backoff(ChildConfig config) {
        this.first = config.firstRestart();
        this.longest = config.longestRestart();
        this.steady = config.steadyAfter();
    }

    /** The wait after a life of that length. */
    Duration after(Duration lived) {
        soon = lived.compareTo(steady) < 0 ? soon + 1 : 0;
        if (soon <= 1) {
            return Duration.ZERO;
        }
        Duration wait = first.multipliedBy(1L << Math.min(soon - 2, MOST_DOUBLINGS));
        return wait.compareTo(longest) < 0 ? wait : longest;
    }
}
