package dev.portolan.gateway.audit.remote;

import static dev.portolan.gateway.audit.journal.AuditLogFixture.SUCCESS;
import static dev.portolan.gateway.audit.journal.AuditLogFixture.denied;
import static dev.portolan.gateway.audit.journal.AuditLogFixture.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portolan.gateway.audit.AuditUnavailable;
import dev.portolan.gateway.audit.AuditUnavailable.Why;
import dev.portolan.gateway.audit.OpenIntent;
import dev.portolan.gateway.audit.journal.AuditLogFixture;
import dev.portolan.gateway.audit.journal.StubAuditService.Conduct;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutageTest {
    private static final String UNAVAILABLE = "AUDIT_UNAVAILABLE";

    private static Why whyOf(Uni<?> uni) {
        try {
            get(uni);
        } catch (AuditUnavailable unavailable) {
            return unavailable.why();
        }
        throw new AssertionError("it should have failed");
    }

    private static Why whyOf(CompletableFuture<?> future) {
        return whyOf(Uni.createFrom().completionStage(future));
    }

    @Test
    void beforeAuditServiceIsFoundNothingIsAdmitted() {
        try (AuditLogFixture it = AuditLogFixture.with("drain", "10ms")) {
            // Then
            assertThat(it.log.available()).isFalse();
            assertThat(whyOf(it.log.intend(it.entry()))).isEqualTo(Why.DOWN);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Conduct.class,
            names = {"HANG", "COMMIT_AND_HANG", "ANSWER_503", "COMMIT_AND_ANSWER_500"})
    void anIntentThatIsNotAcknowledgedIsRefusedAndClosed(Conduct conduct) {
        try (AuditLogFixture it = AuditLogFixture.up("deadline", "200ms", "probe-interval", "20ms")) {
            // Given
            it.store.next(conduct);

            // When
            Why why = whyOf(it.intend());

            // Then
            assertThat(why).isIn(Why.DOWN, Why.LATE);
            it.untilUp();
            await().untilAsserted(
                            () -> assertThat(it.store.reasons("outcome")).containsExactly(Map.entry(UNAVAILABLE, 1L)));
            JsonObject intent = it.store.committed("intent").get(0);
            JsonObject outcome = it.store.committed("outcome").get(0);
            assertThat(outcome.getString("call_id")).isEqualTo(intent.getString("call_id"));
            assertThat(outcome.getJsonObject("outcome").getString("code")).isEqualTo("denied");
            await().until(() -> it.gauge("gateway.audit.reserved") == 0);
        }
    }

    @Test
    void droppedConnectionsBringItDownAndItComesBack() {
        try (AuditLogFixture it = AuditLogFixture.up("probe-interval", "20ms")) {
            // Given
            it.store.next(Conduct.DROP_CONNECTION, Conduct.DROP_CONNECTION);

            // When
            Why why = whyOf(it.intend());

            // Then
            assertThat(why).isEqualTo(Why.DOWN);
            it.untilUp();
        }
    }

    @Test
    void whileDownIntentsAreRefusedWithoutAskingTheNetwork() {
        try (AuditLogFixture it = AuditLogFixture.up("probe-interval", "1m", "drain", "10ms")) {
            // Given
            it.store.always(Conduct.ANSWER_503);
            whyOf(it.intend());
            int before = it.store.requests();

            // When
            List<Why> whys = IntStream.range(0, 100)
                    .mapToObj(i -> whyOf(it.log.intend(it.entry())))
                    .toList();

            // Then
            assertThat(whys).containsOnly(Why.DOWN);
            assertThat(it.store.requests()).isEqualTo(before);
            assertThat(it.log.available()).isFalse();
            assertThat(it.gauge("gateway.audit.up")).isZero();
        }
    }

    @Test
    void itComesBackByItselfOnTheSamePort() {
        try (AuditLogFixture it = AuditLogFixture.up("probe-interval", "20ms")) {
            // Given
            it.store.die();
            assertThat(whyOf(it.intend())).isEqualTo(Why.DOWN);

            // When
            it.store.revive();

            // Then
            it.untilUp();
            assertThat(it.admitted()).isNotNull();
        }
    }

    @Test
    void whatWasRefusedDuringTheOutageIsOnRecordAfterIt() {
        try (AuditLogFixture it = AuditLogFixture.up("probe-interval", "20ms")) {
            // Given
            it.store.die();
            IntStream.range(0, 10).forEach(i -> whyOf(it.intend()));

            // When
            it.store.revive();
            it.untilUp();
            it.untilDelivered();

            // Then: the first was numbered as an intent, the others never were
            assertThat(it.store.reasons("outcome")).containsExactly(Map.entry(UNAVAILABLE, 1L));
            assertThat(it.store.reasons("event")).containsEntry(UNAVAILABLE, 9L);
            assertThat(it.store.numbers())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 12).boxed().toList());
        }
    }

    @Test
    void anOutcomeDuringTheOutageWithholdsTheAnswerAndIsDeliveredOnceAfterIt() {
        try (AuditLogFixture it = AuditLogFixture.up("deadline", "200ms", "probe-interval", "20ms")) {
            // Given
            List<OpenIntent> open =
                    IntStream.range(0, 5).mapToObj(i -> it.admitted()).toList();
            it.store.die();

            // When
            List<Why> whys =
                    open.stream().map(intent -> whyOf(intent.close(SUCCESS))).toList();

            // Then
            assertThat(whys).containsOnly(Why.LATE);
            assertThat(it.gauge("gateway.audit.outcomes.undelivered")).isEqualTo(5);
            it.store.revive();
            it.untilDelivered();
            assertThat(it.store.committed("outcome")).hasSize(5);
            assertThat(it.gauge("gateway.audit.outcomes.undelivered")).isZero();
        }
    }

    @Test
    void anOutcomeThatMakesItBeforeTheDeadlineIsInTime() {
        try (AuditLogFixture it = AuditLogFixture.up("deadline", "10s", "probe-interval", "20ms")) {
            // Given
            OpenIntent intent = it.admitted();
            it.store.next(Conduct.ANSWER_503, Conduct.ANSWER_503);

            // When
            get(intent.close(SUCCESS));

            // Then
            assertThat(it.store.committed("outcome")).hasSize(1);
        }
    }

    @Test
    void anOutcomeThatWasCommittedButNotAcknowledgedIsStoredOnce() {
        try (AuditLogFixture it = AuditLogFixture.up("probe-interval", "20ms")) {
            // Given
            OpenIntent intent = it.admitted();
            it.store.next(Conduct.COMMIT_AND_ANSWER_500);

            // When
            get(intent.close(SUCCESS));

            // Then
            assertThat(it.store.committed("outcome")).hasSize(1);
            assertThat(it.store.duplicates()).isEqualTo(1);
        }
    }

    @Test
    void aServedRecordThatIsNotAcknowledgedIsFollowedByItsRefusal() {
        try (AuditLogFixture it = AuditLogFixture.up("deadline", "200ms", "probe-interval", "20ms")) {
            // Given
            it.store.next(Conduct.COMMIT_AND_ANSWER_500);

            // When
            Why why = whyOf(it.log.served(it.entry(), SUCCESS.withReason("LISTED")));

            // Then
            assertThat(why).isEqualTo(Why.DOWN);
            it.untilDelivered();
            assertThat(it.store.reasons("event")).contains(Map.entry("LISTED", 1L), Map.entry(UNAVAILABLE, 1L));
        }
    }

    @Test
    void aCallWhoseClientGoesAwayBeforeItIsAdmittedIsClosed() {
        try (AuditLogFixture it = AuditLogFixture.up()) {
            // Given
            it.store.next(Conduct.HOLD);
            int before = it.store.requests();
            var subscription = it.log.intend(it.entry()).subscribe().with(intent -> {});
            await().until(() -> it.store.requests() == before + 1);

            // When
            subscription.cancel();
            it.store.release();

            // Then
            await().untilAsserted(() ->
                    assertThat(it.store.reasons("outcome")).containsExactly(Map.entry("CLIENT_GONE", 1L)));
            await().until(() -> it.gauge("gateway.audit.reserved") == 0);
        }
    }

    @Test
    void withoutATokenItIsDownUntilThereIsOne() {
        try (AuditLogFixture it = AuditLogFixture.up("probe-interval", "20ms")) {
            // Given
            it.tokens.away(true);
            assertThat(whyOf(it.intend())).isEqualTo(Why.DOWN);

            // When
            it.tokens.away(false);

            // Then
            it.untilUp();
        }
    }

    @Test
    void nothingForeignIsInAFailure() {
        try (AuditLogFixture it = AuditLogFixture.up("probe-interval", "20ms")) {
            // Given
            it.store.next(Conduct.ANSWER_503);

            // Then
            assertThatThrownBy(() -> get(it.log.intend(it.entry())))
                    .isInstanceOf(AuditUnavailable.class)
                    .hasNoCause()
                    .hasMessage("The audit trail is down.");
        }
    }

    @Test
    void aLateRefusalIsOnRecordAllTheSame() {
        try (AuditLogFixture it = AuditLogFixture.up("probe-interval", "20ms")) {
            // Given
            it.store.die();
            whyOf(it.intend());

            // When
            Why why = whyOf(it.log.refused(it.entry(), denied("NOT_PERMITTED")));

            // Then
            assertThat(why).isEqualTo(Why.DOWN);
            it.store.revive();
            it.untilUp();
            it.untilDelivered();
            assertThat(it.store.reasons("event")).containsEntry("NOT_PERMITTED", 1L);
        }
    }
}
