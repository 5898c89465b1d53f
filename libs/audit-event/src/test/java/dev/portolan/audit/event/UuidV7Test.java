package dev.portolan.audit.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UuidV7Test {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123Z");

    @Test
    void carriesVersionVariantAndTheMillisecondOfTheClock() {
        UUID id = new UuidV7(Clock.fixed(NOON, ZoneOffset.UTC)).next();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(UuidV7.timeOf(id)).isEqualTo(NOON);
    }

    @Test
    void readsTheExampleOfTheStandard() {
        // RFC 9562 appendix A.6
        UUID example = UUID.fromString("017F22E2-79B0-7CC3-98C4-DC0C0C07398F");

        assertThat(UuidV7.timeOf(example)).isEqualTo(Instant.ofEpochMilli(0x017F22E279B0L));
    }

    @Test
    void growsWhileTheClockStandsEvenBeyondTheCounter() {
        UuidV7 ids = new UuidV7(Clock.fixed(NOON, ZoneOffset.UTC));

        List<UUID> minted = Stream.generate(ids::next).limit(10_000).toList();

        assertThat(texts(minted)).isSorted().doesNotHaveDuplicates();
        assertThat(UuidV7.timeOf(minted.get(9_999))).isAfter(NOON).isBefore(NOON.plusMillis(5));
    }

    @Test
    void growsWhenTheClockStepsBack() {
        SteppingClock clock = new SteppingClock();
        UuidV7 ids = new UuidV7(clock);
        UUID before = ids.next();

        clock.now = NOON.minusSeconds(600);
        UUID after = ids.next();

        assertThat(after.toString()).isGreaterThan(before.toString());
        assertThat(UuidV7.timeOf(after)).isEqualTo(NOON);
    }

    @Test
    void givesManyThreadsDistinctAndPerThreadGrowingIdentifiers() throws Exception {
        UuidV7 ids = new UuidV7(Clock.systemUTC());
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<List<UUID>>> runs = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            runs.add(threads.submit(
                    () -> Stream.generate(ids::next).limit(20_000).toList()));
        }

        Set<UUID> all = new HashSet<>();
        for (Future<List<UUID>> run : runs) {
            assertThat(texts(run.get())).isSortedAccordingTo(Comparator.naturalOrder());
            all.addAll(run.get());
        }
        threads.shutdown();

        assertThat(all).hasSize(160_000);
    }

    @Test
    void refusesToReadTheTimeOfAnotherVersion() {
        assertThatIllegalArgumentException().isThrownBy(() -> UuidV7.timeOf(UUID.randomUUID()));
    }

    private static List<String> texts(List<UUID> ids) {
        return ids.stream().map(UUID::toString).toList();
    }

    private static final class SteppingClock extends Clock {
        private volatile Instant now = NOON;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
