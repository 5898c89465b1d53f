package dev.portolan.audit.event.flood;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.event.Source;
import dev.portolan.audit.event.UuidV7;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RefusalCountsTest {
    private static final Instant NOW = Instant.EPOCH;
    private static final UuidV7 IDS = new UuidV7(Clock.systemUTC());

    private static Outcome denied(String reason) {
        return Outcome.of(Outcome.Code.DENIED).withReason(reason);
    }

    @Test
    void kindsAreCountedExactly() {
        // Given
        RefusalCounts counts = new RefusalCounts(100, IDS::next);

        // When
        counts.add("192.0.2.0/24", denied("A"), NOW.plusSeconds(1));
        counts.add("192.0.2.0/24", denied("A"), NOW);
        counts.add("192.0.2.0/24", denied("B"), NOW);
        counts.add("198.51.100.0/24", denied("A"), NOW);

        // Then
        assertThat(counts.total()).isEqualTo(4);
        List<Counted> taken = counts.take();
        assertThat(taken).extracting(Counted::count).containsExactly(2L, 1L, 1L);
        assertThat(taken).extracting(Counted::id).doesNotHaveDuplicates();
        assertThat(taken.get(0).first()).isEqualTo(NOW);
        assertThat(taken.get(0).last()).isEqualTo(NOW.plusSeconds(1));
        assertThat(counts.take()).isEmpty();
        assertThat(counts.total()).isZero();
    }

    @Test
    void whatWasCountedBeforeIsCountedOnUnderItsIdentifier() {
        // Given
        RefusalCounts counts = new RefusalCounts(100, IDS::next);
        Counted before = new Counted(UUID.randomUUID(), "192.0.2.0/24", denied("A"), 7, NOW, NOW);

        // When
        counts.add(before);
        counts.add("192.0.2.0/24", denied("A"), NOW.plusSeconds(3));

        // Then
        assertThat(counts.take())
                .containsExactly(new Counted(before.id(), "192.0.2.0/24", denied("A"), 8, NOW, NOW.plusSeconds(3)));
    }

    @Test
    void networksBeyondTheirBoundAreCountedTogether() {
        // Given
        RefusalCounts counts = new RefusalCounts(2, IDS::next);

        // When
        IntStream.range(0, 5).forEach(i -> counts.add("10.0." + i + ".0/24", denied("A"), NOW));

        // Then
        assertThat(counts.take())
                .extracting(counted -> counted.network() + " " + counted.count())
                .containsExactly("10.0.0.0/24 1", "10.0.1.0/24 1", " 3");
    }

    @Test
    void outcomesBeyondTheirBoundAreCountedTogether() {
        // Given
        RefusalCounts counts = new RefusalCounts(2, IDS::next);

        // When
        IntStream.range(0, RefusalCounts.MAX_OUTCOMES + 5).forEach(i -> counts.add("", denied("R" + i), NOW));
        counts.add("", denied("R0"), NOW);
        counts.add("10.0.0.0/24", denied("R0"), NOW);

        // Then
        assertThat(counts.all()).hasSizeLessThanOrEqualTo(RefusalCounts.kinds(2));
        Map<String, Counted> taken = counts.take().stream()
                .collect(Collectors.toMap(counted -> counted.outcome().reason(), Function.identity()));
        assertThat(taken).hasSize(RefusalCounts.MAX_OUTCOMES + 1);
        assertThat(taken.get("OTHER").count()).isEqualTo(5);
        assertThat(taken.get("R0").count()).isEqualTo(3);
        assertThat(taken.get("R0").network()).isEmpty();
    }

    @Test
    void noneIsMissedByManyThreads() {
        // Given
        RefusalCounts counts = new RefusalCounts(3, IDS::next);

        // When
        List<CompletableFuture<Void>> threads = IntStream.range(0, 4)
                .mapToObj(thread -> CompletableFuture.runAsync(() -> IntStream.range(0, 10_000)
                        .forEach(i -> counts.add("10.0." + i % 5 + ".0/24", denied("A"), NOW))))
                .toList();
        long taken = 0;
        while (!threads.stream().allMatch(CompletableFuture::isDone)) {
            taken += counts.take().stream().mapToLong(Counted::count).sum();
        }

        // Then
        assertThat(taken + counts.total()).isEqualTo(40_000);
    }

    @Test
    void aCountIsRecordedAsOneCall() {
        // Given
        Counted counted =
                new Counted(IDS.next(), "192.0.2.0/24", denied("UNAUTHENTICATED"), 47, NOW, NOW.plusSeconds(1));

        // When
        AuditEvent event = counted.event(IDS.next(), new Source("gw-1", UUID.randomUUID(), 1));

        // Then
        assertThat(event.kind()).isEqualTo(AuditEvent.Kind.COALESCED);
        assertThat(event.callId()).isEqualTo(counted.id());
        assertThat(event.outcome()).isEqualTo(denied("UNAUTHENTICATED").withCount(47));
        assertThat(new String(event.canonical(), StandardCharsets.UTF_8))
                .contains("192.0.2.0/24", "1970-01-01T00:00:00Z", "1970-01-01T00:00:01Z");
    }
}
