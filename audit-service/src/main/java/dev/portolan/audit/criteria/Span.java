package dev.portolan.audit.criteria;

import dev.portolan.audit.problem.Problem;
import dev.portolan.audit.problem.Refused;
import dev.portolan.audit.store.Clause;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A span of time with both ends.
 *
 * @param from inclusive
 * @param to exclusive
 */
public record Span(Instant from, Instant to) {

    private static final Duration USUAL = Duration.ofDays(30);

    /**
     * What was asked for; without end it ends now, without beginning it is 30 days long.
     *
     * @throws Refused if it is empty or longer than {@code max}
     */
    public static Span of(Optional<Object> from, Optional<Object> to, Instant now, Duration max) {
        Instant end = (Instant) to.orElse(now);
        Instant start = (Instant) from.orElse(end.minus(USUAL.compareTo(max) < 0 ? USUAL : max));
        if (!start.isBefore(end)) {
            throw new Refused(Problem.badRequest(
                    "'from' is not before 'to', so nothing can match.", "Swap them or widen the span."));
        }
        if (Duration.between(start, end).compareTo(max) > 0) {
            throw new Refused(Problem.badRequest(
                    "The span from 'from' to 'to' is longer than " + max.toDays() + " days.",
                    "Ask for shorter spans one after the other."));
        }
        return new Span(start, end);
    }

    /** The same of criteria. */
    public static Span of(Criteria criteria, Instant now, Duration max) {
        return of(
                Optional.ofNullable(criteria.values().get(Criterion.FROM)),
                Optional.ofNullable(criteria.values().get(Criterion.TO)),
                now,
                max);
    }

    /** The whole hours or days, in UTC, that it touches. */
    public Span whole(ChronoUnit unit) {
        Instant start = from.truncatedTo(unit);
        Instant end = to.truncatedTo(unit);
        return new Span(start, end.equals(to) ? end : end.plus(1, unit));
    }

    /** True where {@code column}, a constant, lies inside. */
    public Clause clause(String column) {
        return Clause.of(column + " >= ? AND " + column + " < ?", from, to);
    }
}
