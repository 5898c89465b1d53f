package dev.portolan.gateway.audit.journal;

import static dev.portolan.gateway.audit.journal.AuditLogFixture.SUCCESS;
import static dev.portolan.gateway.audit.journal.AuditLogFixture.denied;
import static dev.portolan.gateway.audit.journal.AuditLogFixture.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.portolan.gateway.audit.AuditUnavailable;
import dev.portolan.gateway.audit.AuditUnavailable.Why;
import dev.portolan.gateway.audit.OpenIntent;
import dev.portolan.gateway.audit.journal.StubAuditService.Conduct;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What happens when there is no room for more. */
class RoomTest {
    private static Why whyRefused(AuditLogFixture it) {
        return catchThrowableOfType(AuditUnavailable.class, () -> get(it.log.intend(it.entry())))
                .why();
    }

    @Test
    void withoutRoomForItsOutcomeAnIntentIsRefused() {
        try (AuditLogFixture it = AuditLogFixture.up("reserve", "3")) {
            // Given
            List<OpenIntent> open =
                    IntStream.range(0, 3).mapToObj(i -> it.admitted()).toList();

            // Then
            assertThat(whyRefused(it)).isEqualTo(Why.FULL);

            // When
            get(open.get(0).close(SUCCESS));

            // Then
            assertThat(it.admitted()).isNotNull();
            assertThat(whyRefused(it)).isEqualTo(Why.FULL);
            await().untilAsserted(() -> assertThat(it.store.reasons("event")).containsEntry("AUDIT_UNAVAILABLE", 2L));
        }
    }

    @Test
    void undeliveredOutcomesKeepTheirRoom() {
        try (AuditLogFixture it = AuditLogFixture.up("reserve", "2", "deadline", "500ms", "probe-interval", "20ms")) {
            // Given
            OpenIntent first = it.admitted();
            OpenIntent second = it.admitted();
            it.store.die();
            first.close(SUCCESS);
            second.close(SUCCESS);
            await().until(() -> !it.log.available());

            // Then
            assertThat(it.gauge("gateway.audit.reserved")).isEqualTo(2);

            // When
            it.store.revive();
            it.untilUp();
            it.untilDelivered();

            // Then
            assertThat(it.gauge("gateway.audit.reserved")).isZero();
        }
    }

    @Test
    void refusalsBeyondTheirRoomAreCountedExactlyByReason() {
        try (AuditLogFixture it = AuditLogFixture.up("kept-refusals", "10", "probe-interval", "20ms")) {
            // Given
            it.store.always(Conduct.ANSWER_503);
            whyRefused(it);
            Map<String, Long> sent = new HashMap<>();

            // When
            for (int i = 0; i < 500; i++) {
                String reason = List.of("UNAUTHENTICATED", "NOT_PERMITTED", "UNKNOWN_FEATURE")
                        .get(i % 3);
                sent.merge(reason, 1L, Long::sum);
                it.log.refused(it.entry(), denied(reason));
            }
            it.store.always(Conduct.COMMIT);
            it.untilUp();
            await().until(() -> it.gauge("gateway.audit.pending") == 0
                    && it.metrics.get("gateway.audit.coalesced").counter().count() > 0);

            // Then
            Map<String, Long> onRecord = it.store.reasons("coalesced");
            it.store.reasons("event").forEach((reason, count) -> onRecord.merge(reason, count, Long::sum));
            assertThat(onRecord).containsAllEntriesOf(sent);
            assertThat(it.store.committed("coalesced")).isNotEmpty();
            assertThat(it.metrics.get("gateway.audit.coalesced").counter().count())
                    .isEqualTo(it.store.reasons("coalesced").values().stream()
                            .mapToLong(Long::longValue)
                            .sum());
        }
    }

    @Test
    void countsAreDeliveredAsOneRecordForEachReason() {
        try (AuditLogFixture it = AuditLogFixture.up("kept-refusals", "0", "probe-interval", "20ms")) {
            // Given
            it.store.always(Conduct.ANSWER_503);
            whyRefused(it);

            // When
            IntStream.range(0, 40).forEach(i -> it.log.refused(it.entry(), denied("UNAUTHENTICATED")));
            IntStream.range(0, 2).forEach(i -> it.log.refused(it.entry(), denied("NOT_PERMITTED")));
            it.store.always(Conduct.COMMIT);
            await().until(() -> it.store.committed("coalesced").size() == 2);

            // Then
            assertThat(it.store.reasons("coalesced"))
                    .containsExactlyInAnyOrderEntriesOf(Map.of("UNAUTHENTICATED", 40L, "NOT_PERMITTED", 2L));
        }
    }
}
