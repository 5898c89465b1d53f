package dev.portolan.local.supervise;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * How long to wait before a crashed part is started again: doubled with each crash of the last ten minutes, and not at
 * all after the fifth. Not safe for use by several threads.
 */
public final class Backoff {

    /** Crashes within the window after which a part is given up. */
    public static final int LIMIT = 5;
    /** Older crashes are forgotten. */
    public static final Duration WINDOW = Duration.ofMinutes(10);

    private final Duration first;
    private final Deque<Instant> crashes = new ArrayDeque<>();

    /**
     * No crash yet.
     *
     * @param first how long to wait after the first crash
     */
    public Backoff(Duration first) {
        this.first = first;
    }

    /**
     * Counts a crash.
     *
     * @param now when it happened
     * @return how long to wait before the next start, or empty if the part is to be given up
     */
    public Optional<Duration> crashedAt(Instant now) {
        crashes.addLast(now);
        crashes.removeIf(crash -> crash.isBefore(now.minus(WINDOW)));
        if (crashes.size() >= LIMIT) {
            return Optional.empty();
        }
        return Optional.of(first.multipliedBy(1L << (crashes.size() - 1)));
    }
}
