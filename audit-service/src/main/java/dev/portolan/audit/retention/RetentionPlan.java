package dev.portolan.audit.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How old a month must be to go.
 *
 * @param keep the age of its youngest record; empty if nothing goes
 */
record RetentionPlan(Optional<Duration> keep) {

    /** @throws IllegalArgumentException if what is configured lies below the floor of the profile */
    static RetentionPlan of(RetentionConfig config) {
        Duration floor = config.profile().floor();
        config.keep().filter(keep -> keep.compareTo(floor) < 0).ifPresent(keep -> {
            throw new IllegalArgumentException("audit.retention.keep is " + keep.toDays()
                    + " days and the profile asks for at least " + floor.toDays());
        });
        return new RetentionPlan(config.keep());
    }

    /** Records from then on are kept; empty if all are. */
    Optional<Instant> keptFrom(Instant now) {
        return keep.map(now::minus);
    }

    /** The months that may go, oldest first. */
    List<Month> due(Collection<Month> months, Collection<Hold> holds, Instant now) {
        Optional<Instant> keptFrom = keptFrom(now);
        return months.stream()
                .filter(month -> keptFrom.isPresent() && !month.end().isAfter(keptFrom.get()))
                .filter(month -> holds.stream().noneMatch(hold -> hold.covers(month)))
                .sorted(Comparator.comparing(Month::month))
                .toList();
    }
}
