package dev.portolan.gateway.audit.remote;

import static dev.portolan.gateway.audit.journal.AuditLogFixture.SUCCESS;
import static dev.portolan.gateway.audit.journal.AuditLogFixture.denied;
import static dev.portolan.gateway.audit.journal.AuditLogFixture.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portolan.gateway.audit.OpenIntent;
import dev.portolan.gateway.audit.SealedItems;
import dev.portolan.gateway.audit.journal.AuditLogFixture;
import dev.portolan.gateway.audit.journal.StubAuditService.Conduct;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
    @Test
    void concurrentAppendsShareRequestsAndAreDurableBeforeTheyComplete() {
        try (AuditLogFixture it = AuditLogFixture.up()) {
            // Given
            int before = it.store.requests();
            List<String> notDurable = Collections.synchronizedList(new ArrayList<>());

            // When
            List<CompletableFuture<Void>> all = IntStream.range(0, 200)
                    .mapToObj(i -> it.intend().thenAccept(intent -> {
                        String id = intent.event().eventId().toString();
                        if (!it.store.holds(id)) {
                            notDurable.add(id);
                        }
                    }))
                    .toList();
            all.forEach(CompletableFuture::join);

            // Then
            assertThat(notDurable).isEmpty();
            assertThat(it.store.committed("intent")).hasSize(200);
            assertThat(it.store.requests() - before).isLessThan(40);
        }
    }

    @Test
    void whatComesWhileAllRequestsAreOutGoesTogether() {
        try (AuditLogFixture it = AuditLogFixture.up("max-in-flight", "2")) {
            // Given
            it.store.next(Conduct.HOLD, Conduct.HOLD);
            int before = it.store.requests();
            it.intend();
            await().until(() -> it.store.requests() == before + 1);
            it.intend();
            await().until(() -> it.store.requests() == before + 2);

            // When
            List<CompletableFuture<OpenIntent>> late =
                    IntStream.range(0, 50).mapToObj(i -> it.intend()).toList();
            await().until(() -> it.gauge("gateway.audit.pending") == 52);
            it.store.release();
            late.forEach(CompletableFuture::join);

            // Then
            assertThat(it.store.batchSizes().subList(before, it.store.requests()))
                    .containsExactly(1, 1, 50);
        }
    }

    @Test
    void aBatchHasNoMoreRecordsThanItMay() {
        try (AuditLogFixture it = AuditLogFixture.up("max-in-flight", "1", "batch-events", "7")) {
            // When
            IntStream.range(0, 30).mapToObj(i -> it.intend()).toList().forEach(CompletableFuture::join);

            // Then
            assertThat(it.store.batchSizes()).allMatch(size -> size <= 7);
            assertThat(it.store.committed("intent")).hasSize(30);
        }
    }

    @Test
    void aBatchIsNoLongerThanItMay() {
        try (AuditLogFixture it = AuditLogFixture.up("max-in-flight", "1", "batch-bytes", "66000")) {
            // When
            IntStream.range(0, 300).mapToObj(i -> it.intend()).toList().forEach(CompletableFuture::join);

            // Then
            assertThat(it.store.bodyLengths()).allMatch(length -> length <= 66_000);
            assertThat(it.store.committed("intent")).hasSize(300);
        }
    }

    @Test
    void numbersHaveNoHolesAndGrowWithTheIdentifiers() {
        try (AuditLogFixture it = AuditLogFixture.up()) {
            // When
            IntStream.range(0, 100)
                    .mapToObj(i -> it.intend().thenAccept(intent -> intent.close(SUCCESS)))
                    .toList()
                    .forEach(CompletableFuture::join);
            IntStream.range(0, 10).forEach(i -> it.log.refused(it.entry(), denied("NOT_PERMITTED")));
            await().until(() -> it.store.committed().size() == 211);

            // Then
            assertThat(it.store.numbers())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 211).boxed().toList());
            List<String> bySeq = it.store.committed().stream()
                    .sorted(Comparator.comparing(
                            (JsonObject event) -> event.getJsonObject("source").getLong("seq")))
                    .map(event -> event.getString("event_id"))
                    .toList();
            assertThat(bySeq).isSorted();
        }
    }

    @Test
    void theFirstRecordOfABootSaysThatItStarted() {
        try (AuditLogFixture it = AuditLogFixture.up()) {
            // Then
            JsonObject first = it.store.committed().get(0);
            assertThat(first.getJsonObject("source").getLong("seq")).isEqualTo(1);
            assertThat(first.getJsonObject("source").getString("gateway_id")).isEqualTo("gw-1");
            assertThat(first.getJsonObject("outcome").getString("reason")).isEqualTo("STARTED");
        }
    }

    @Test
    void anOutcomeRepeatsItsIntent() {
        try (AuditLogFixture it = AuditLogFixture.up()) {
            // Given
            OpenIntent intent = it.admitted();

            // When
            get(intent.close(SUCCESS));

            // Then
            JsonObject outcome = it.store.committed("outcome").get(0);
            JsonObject begun = it.store.committed("intent").get(0);
            assertThat(outcome.getString("call_id")).isEqualTo(begun.getString("call_id"));
            assertThat(outcome.getJsonObject("actor")).isEqualTo(begun.getJsonObject("actor"));
            assertThat(outcome.getJsonObject("outcome").getString("code")).isEqualTo("success");
        }
    }

    @Test
    void whoActedIsNotInTheRecordButSealedBesideIt() {
        try (AuditLogFixture it = AuditLogFixture.up()) {
            // When
            get(it.admitted().close(SUCCESS));

            // Then
            List<byte[]> items = it.store.items();
            List<byte[]> ofTheCall = items.subList(items.size() - 2, items.size());
            assertThat(ofTheCall).allSatisfy(item -> {
                assertThat(new String(item, StandardCharsets.UTF_8)).doesNotContain("alice", "f3a1", "engineering\"");
                assertThat(new String(SealedItems.disclosed(item), StandardCharsets.UTF_8))
                        .contains("\"name\":\"alice\"", "\"subject\":\"f3a1\"");
            });
            assertThat(new String(SealedItems.disclosed(items.get(0)), StandardCharsets.UTF_8))
                    .as("what the gateway does itself discloses nothing")
                    .isEqualTo("{}");
        }
    }

    @Test
    void anIntentIsClosedOnlyOnce() {
        try (AuditLogFixture it = AuditLogFixture.up()) {
            // Given
            OpenIntent intent = it.admitted();

            // When
            get(intent.close(SUCCESS));
            get(intent.close(denied("NOT_PERMITTED")));
            it.untilDelivered();

            // Then
            assertThat(it.store.reasons("outcome")).containsExactly(Map.entry("", 1L));
        }
    }

    @Test
    void anOutcomeIsDeliveredThoughNobodyWaitsForIt() {
        try (AuditLogFixture it = AuditLogFixture.up()) {
            // When
            it.admitted().close(SUCCESS);

            // Then
            await().untilAsserted(
                            () -> assertThat(it.store.committed("outcome")).hasSize(1));
        }
    }

    @Test
    void servedRecordsAreDurableWhenTheyComplete() {
        try (AuditLogFixture it = AuditLogFixture.up()) {
            // When
            get(it.log.served(it.entry(), SUCCESS.withReason("LISTED")));

            // Then
            assertThat(it.store.reasons("event")).containsEntry("LISTED", 1L);
        }
    }

    @Test
    void resultsArriveOnTheContextOfTheCaller() {
        try (AuditLogFixture it = AuditLogFixture.up()) {
            // Given
            Context caller = it.vertx.getOrCreateContext();
            CompletableFuture<Context> arrived = new CompletableFuture<>();

            // When
            caller.runOnContext(none -> it.log
                    .intend(it.entry())
                    .subscribe()
                    .with(intent -> arrived.complete(Vertx.currentContext()), arrived::completeExceptionally));

            // Then
            assertThat(arrived.join()).isSameAs(caller);
        }
    }

    @Test
    void everyBatchCarriesTheTokenForAuditService() {
        try (AuditLogFixture it = AuditLogFixture.up()) {
            // When
            it.admitted();

            // Then
            assertThat(it.store.authorizations()).containsOnly("Bearer audit-service-token-1");
        }
    }

    @Test
    void aBatchContinuesTheTraceOfItsFirstRecord() {
        try (AuditLogFixture it = AuditLogFixture.up()) {
            // Given
            String trace = "4b".repeat(16);
            SpanContext sampled =
                    SpanContext.create(trace, "00f067aa0ba902b7", TraceFlags.getSampled(), TraceState.getDefault());

            // When
            try (Scope current = Span.wrap(sampled).makeCurrent()) {
                it.admitted();
            }

            // Then
            assertThat(it.store.traces()).endsWith("00-" + trace + "-00f067aa0ba902b7-01");
        }
    }

    @Test
    void aRefusedTokenIsReplacedAndTheBatchSentAgain() {
        try (AuditLogFixture it = AuditLogFixture.up()) {
            // Given
            it.store.next(Conduct.ANSWER_401);

            // When
            it.admitted();

            // Then
            assertThat(it.store.authorizations())
                    .endsWith("Bearer audit-service-token-1", "Bearer audit-service-token-2");
        }
    }

    @Test
    void aConnectionThatBrokeAfterTheCommitCostsOneRepetitionAndNoDuplicate() {
        try (AuditLogFixture it = AuditLogFixture.up()) {
            // Given
            it.store.next(Conduct.COMMIT_AND_DROP_CONNECTION);

            // When
            it.admitted();

            // Then
            assertThat(it.store.duplicates()).isEqualTo(1);
            assertThat(it.store.committed("intent")).hasSize(1);
        }
    }
}
