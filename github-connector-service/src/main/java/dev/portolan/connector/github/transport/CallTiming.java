package dev.portolan.connector.github.transport;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How long attempts and whole calls may take, and the retries between them. */
public final class CallTiming {

    private final Clock clock;
    private final Duration attempt;
    private final Duration call;
    private final RetryPolicy retries;

    public CallTiming(Clock clock, Duration attempt, Duration call, RetryPolicy retries) {
        this.clock = clock;
        this.attempt = attempt;
        this.call = call;
        this.retries = retries;
    }

    /** The end of a call that begins now. */
    public Deadline begin() {
        return new Deadline(clock, clock.instant().plus(call));
    }

    /** What the next attempt may take. */
    public Duration attempt(Duration left) {
        return attempt.compareTo(left) < 0 ? attempt : left;
    }

    /** The retries between attempts. */
    public RetryPolicy retries() {
        return retries;
    }

    /** The end of one call. */
    public record Deadline(Clock clock, Instant at) {

        /** Time until then, never negative. */
        public Duration left() {
            Duration left = Duration.between(clock.instant(), at);
            return left.isNegative() ? Duration.ZERO : left;
        }
    }
}
