package dev.portolan.connector.github.transport;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;

/**
 * Whether a failed read is tried again, and after what pause: full jitter under an exponential bound, at most so many
 * attempts, and never more than about one retry to ten requests over time, so that retries cannot pile onto an outage.
 */
public final class RetryPolicy {

    private static final int EARNED = 1;
    private static final int PRICE = 10;
    private static final int MOST = 100;

    private final int attempts;
    private final Duration backoff;
    private final Duration longestPause;
    private final DoubleSupplier jitter;
    private final AtomicInteger budget = new AtomicInteger(MOST);

    /**
     * @param attempts of one call, the first included
     * @param backoff pause before the second attempt at most
     * @param longestPause longest pause asked for by the other side that is waited out
     * @param jitter random numbers from 0 to 1
     */
    public RetryPolicy(int attempts, Duration backoff, Duration longestPause, DoubleSupplier jitter) {
        this.attempts = attempts;
        this.backoff = backoff;
        this.longestPause = longestPause;
        this.jitter = jitter;
    }

    /** Notes a request that needed no retry. */
    public void succeeded() {
        budget.updateAndGet(earned -> Math.min(MOST, earned + EARNED));
    }

    /**
     * The pause before the next attempt, or empty if there is none.
     *
     * @param attempt attempts made so far
     * @param asked what the other side wants waited; zero if nothing
     * @param left until the call's deadline
     */
    public Optional<Duration> pause(int attempt, Duration asked, Duration left) {
        if (attempt >= attempts) {
            return Optional.empty();
        }
        Duration bound = backoff.multipliedBy(1L << (attempt - 1));
        Duration random = Duration.ofMillis((long) (bound.toMillis() * jitter.getAsDouble()));
        Duration pause = asked.plus(random);
        if (asked.compareTo(longestPause) > 0 || pause.compareTo(left) >= 0) {
            return Optional.empty();
        }
        int before = budget.getAndUpdate(earned -> earned >= PRICE ? earned - PRICE : earned);
        return before >= PRICE ? Optional.of(pause) : Optional.empty();
    }
}
