package dev.portolan.connector.github.rate;

import dev.portolan.connector.github.transport.RawResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers which budgets GitHub asked to be left alone and refuses further requests on them until then: asking on
 * makes GitHub lengthen the limit. Bounded by credentials times three budgets.
 */
public final class RateHolds {

    /**
     * A budget.
     *
     * @param credential fingerprint of what is shown to GitHub
     * @param resource what GitHub calls it: core, search, code_search
     */
    public record Budget(String credential, String resource) {}

    private final Clock clock;
    private final Duration longest;
    private final Map<Budget, Instant> holds = new ConcurrentHashMap<>();

    public RateHolds(Clock clock, Duration longest) {
        this.clock = clock;
        this.longest = longest;
    }

    /** Time until requests on a budget may go out again; zero if they may now. */
    public Duration left(Budget budget) {
        Instant until = holds.get(budget);
        if (until == null) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(clock.instant(), until);
        if (left.isNegative() || left.isZero()) {
            holds.remove(budget, until);
            return Duration.ZERO;
        }
        return left;
    }

    /** Notes a limited answer, and returns how long it asks to wait. */
    public Duration hold(Budget budget, RawResponse limited) {
        Duration wait = RetryAfter.of(limited, clock, longest);
        holds.merge(budget, clock.instant().plus(wait), (old, now) -> now.isAfter(old) ? now : old);
        return wait;
    }

    /** Whether an answer is a primary or secondary limit rather than any other refusal. */
    public static boolean limited(RawResponse response) {
        if (response.status() == 429) {
            return true;
        }
        return response.status() == 403
                && (response.header("retry-after").isPresent()
                        || "0".equals(response.header("x-ratelimit-remaining").orElse(""))
                        || response.body().toLowerCase(Locale.ROOT).contains("secondary rate limit"));
    }
}
