package dev.portolan.audit.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RetentionPlanTest {

    /** 10,000 drawn schedules: nothing younger than the floor goes, nothing held goes, and all else does. */
    @Test
    void noMonthYoungerThanTheFloorOrOnHoldEverGoes() {
        Random random = new Random(21);
        int went = 0;
        for (int i = 0; i < 10_000; i++) {
            Instant now = Instant.ofEpochSecond(1_700_000_000L + random.nextInt(200_000_000));
            RetentionConfig.Profile profile =
                    RetentionConfig.Profile.values()[random.nextInt(RetentionConfig.Profile.values().length)];
            Duration floor = profile.floor();
            Duration keep = Duration.ofDays(random.nextInt(3000));
            if (keep.compareTo(floor) < 0) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> RetentionPlan.of(new Config(Optional.of(keep), profile)))
                        .withMessageContaining(Long.toString(floor.toDays()));
                continue;
            }
            List<Month> months = new ArrayList<>();
            for (int month = 0; month < 120; month++) {
                months.add(new Month(YearMonth.of(2018, 1).plusMonths(month)));
            }
            List<Hold> holds = new ArrayList<>();
            for (int hold = random.nextInt(4); hold > 0; hold--) {
                holds.add(hold(random, now));
            }

            List<Month> due =
                    RetentionPlan.of(new Config(Optional.of(keep), profile)).due(months, holds, now);

            for (Month month : months) {
                boolean young = month.end().isAfter(now.minus(floor));
                boolean held = holds.stream()
                        .filter(hold -> hold.releasedBy().isEmpty())
                        .anyMatch(hold ->
                                hold.from().isBefore(month.end()) && hold.to().isAfter(month.start()));
                if (young || held) {
                    assertThat(due).doesNotContain(month);
                } else if (!month.end().isAfter(now.minus(keep))) {
                    assertThat(due).contains(month);
                }
            }
            went += due.size();
        }
        assertThat(went).isGreaterThan(10_000);
    }

    @Test
    void withoutKeepNothingGoes() {
        RetentionPlan plan = RetentionPlan.of(new Config(Optional.empty(), RetentionConfig.Profile.NONE));

        assertThat(plan.due(
                        List.of(new Month(YearMonth.of(1999, 1))), List.of(), Instant.parse("2026-01-01T00:00:00Z")))
                .isEmpty();
    }

    private static Hold hold(Random random, Instant now) {
        Instant from = now.minus(Duration.ofDays(random.nextInt(3000)));
        Optional<String> released = random.nextBoolean() ? Optional.of("another") : Optional.empty();
        return new Hold(
                new UUID(random.nextLong(), random.nextLong()),
                from,
                from.plus(Duration.ofDays(1 + random.nextInt(100))),
                "case",
                "someone",
                released);
    }

    private record Config(Optional<Duration> keep, Profile profile) implements RetentionConfig {
        @Override
        public String every() {
            return "6h";
        }

        @Override
        public Duration timeout() {
            return Duration.ofMinutes(15);
        }
    }
}
