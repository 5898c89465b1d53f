package dev.portolan.gateway.audit.journal;

import static dev.portolan.gateway.audit.journal.AuditLogFixture.denied;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portolan.audit.event.Actor;
import dev.portolan.audit.event.Client;
import dev.portolan.audit.event.seal.Disclosure;
import dev.portolan.gateway.audit.AuditUnavailable;
import dev.portolan.gateway.audit.Entry;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Refusals of callers nobody knows, when there are many. */
class FloodsTest {
    private static final List<String> REASONS = List.of("UNAUTHENTICATED", "FOREIGN_ORIGIN", "MALFORMED");

    private static Entry nobody(AuditLogFixture it, String address) {
        Entry known = it.entry();
        return new Entry(
                known.callId(),
                Actor.ANONYMOUS,
                new Client("", "", address, "curl"),
                known.request(),
                known.target(),
                known.arguments(),
                known.decision(),
                Disclosure.NONE);
    }

    private static Map<String, Long> onRecord(AuditLogFixture it) {
        Map<String, Long> all = it.store.reasons("coalesced");
        it.store.reasons("event").forEach((reason, count) -> all.merge(reason, count, Long::sum));
        return all;
    }

    @Test
    void theFirstOfEachNetworkAreRecordedAndTheRestIsCounted() {
        try (AuditLogFixture it = AuditLogFixture.up("flood.individually", "3", "flood.window", "1m")) {
            // When
            Instant before = Instant.now();
            for (int i = 0; i < 50; i++) {
                it.log.refused(nobody(it, "192.0.2." + i), denied("UNAUTHENTICATED"));
                it.log.refused(nobody(it, "2001:db8::" + i), denied(i % 5 == 0 ? "FOREIGN_ORIGIN" : "UNAUTHENTICATED"));
                it.log.refused(it.entry(), denied("NOT_PERMITTED"));
            }
            it.log.stop();

            // Then
            assertThat(it.store.reasons("event"))
                    .containsEntry("UNAUTHENTICATED", 5L)
                    .containsEntry("FOREIGN_ORIGIN", 1L)
                    .containsEntry("NOT_PERMITTED", 50L);
            assertThat(it.store.committed("coalesced"))
                    .extracting(record -> record.getJsonObject("client").getString("address") + " "
                            + record.getJsonObject("outcome").getString("reason") + " "
                            + record.getJsonObject("outcome").getLong("count"))
                    .containsExactlyInAnyOrder(
                            "192.0.2.0/24 UNAUTHENTICATED 47",
                            "2001:db8::/64 UNAUTHENTICATED 38",
                            "2001:db8::/64 FOREIGN_ORIGIN 9");
            JsonObject times = new JsonObject(it.store
                    .committed("coalesced")
                    .get(0)
                    .getJsonObject("arguments")
                    .getString("json"));
            assertThat(Instant.parse(times.getString("first"))).isBetween(before, Instant.now());
            assertThat(times.getString("last")).isGreaterThanOrEqualTo(times.getString("first"));
        }
    }

    @Test
    void aCountIsRecordedWhenItsWindowEndsAndAnotherWindowBegins() {
        try (AuditLogFixture it = AuditLogFixture.up("flood.individually", "1", "flood.window", "100ms")) {
            for (int window = 1; window <= 2; window++) {
                // When
                IntStream.range(0, 10).forEach(i -> it.log.refused(nobody(it, "192.0.2.1"), denied("UNAUTHENTICATED")));

                // Then
                long total = 10L * window;
                await().until(() -> onRecord(it).getOrDefault("UNAUTHENTICATED", 0L) == total);
            }
            assertThat(it.store.committed("event")).hasSizeGreaterThan(2);
        }
    }

    /** Of ten threads that go on until the log is closed, every refusal that was answered is on record. */
    @Test
    void everyRefusalIsOnRecordUnderConcurrencyAndAcrossAStop() {
        try (AuditLogFixture it = AuditLogFixture.up(
                "flood.individually", "2", "flood.window", "100ms", "flood.sources", "4", "kept-refusals", "100")) {
            // Given
            Map<String, Long> answered = new ConcurrentHashMap<>();
            List<CompletableFuture<Void>> floods = IntStream.range(0, 10)
                    .mapToObj(thread -> CompletableFuture.runAsync(() -> flood(it, thread, answered)))
                    .toList();
            await().until(() -> it.store.committed("coalesced").size() > 20);

            // When
            it.log.stop();
            floods.forEach(CompletableFuture::join);

            // Then
            assertThat(onRecord(it)).containsAllEntriesOf(answered);
            assertThat(Stream.of("event", "coalesced")
                            .map(it.store::reasons)
                            .flatMap(counts -> counts.entrySet().stream())
                            .filter(count -> REASONS.contains(count.getKey()))
                            .mapToLong(Map.Entry::getValue)
                            .sum())
                    .isEqualTo(answered.values().stream()
                            .mapToLong(Long::longValue)
                            .sum());
        }
    }

    private static void flood(AuditLogFixture it, int thread, Map<String, Long> answered) {
        for (int i = 0; ; i++) {
            String reason = REASONS.get(i % REASONS.size());
            try {
                AuditLogFixture.get(
                        it.log.refused(nobody(it, "10.0." + (thread + i) % 6 + "." + i % 250), denied(reason)));
            } catch (AuditUnavailable closed) {
                return;
            }
            answered.merge(reason, 1L, Long::sum);
        }
    }
}
