package dev.portolan.gateway.audit.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portolan.audit.event.Outcome;
import dev.portolan.gateway.audit.OpenIntent;
import dev.portolan.gateway.audit.journal.AuditLogFixture;
import dev.portolan.gateway.audit.journal.StubAuditService.Conduct;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many calls while audit-service fails in every way it can: what the caller was told and what is stored agree. */
class InvariantsUnderFaultsTest {
    private static final int CALLS = 400;
    private static final List<Conduct> FAULTS = List.of(
            Conduct.COMMIT,
            Conduct.COMMIT,
            Conduct.COMMIT,
            Conduct.HANG,
            Conduct.COMMIT_AND_HANG,
            Conduct.ANSWER_503,
            Conduct.COMMIT_AND_ANSWER_500,
            Conduct.ANSWER_401,
            Conduct.DROP_CONNECTION,
            Conduct.COMMIT_AND_DROP_CONNECTION);

    /** What callers were told. */
    private final Queue<String> forwarded = new ConcurrentLinkedQueue<>();

    private final Queue<String> answered = new ConcurrentLinkedQueue<>();
    private final Queue<String> toldTooEarly = new ConcurrentLinkedQueue<>();
    private final AtomicInteger ended = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void storeAndCallersAgree(long seed) {
        try (AuditLogFixture it = AuditLogFixture.up("deadline", "60ms", "probe-interval", "10ms", "reserve", "64")) {
            // Given
            Random random = new Random(seed);
            for (int i = 0; i < 60; i++) {
                it.store.next(FAULTS.get(random.nextInt(FAULTS.size())));
            }

            // When
            for (int i = 0; i < CALLS; i++) {
                call(it);
                if (i % 20 == 19) {
                    int soFar = i - 40;
                    await().until(() -> ended.get() >= soFar);
                }
            }
            await().until(() -> ended.get() == CALLS);
            it.untilUp();
            it.untilDelivered();

            // Then
            Map<String, Long> intents = byCall(it, "intent");
            Map<String, Long> outcomes = byCall(it, "outcome");
            assertThat(toldTooEarly).isEmpty();
            assertThat(intents.keySet()).containsAll(forwarded);
            assertThat(outcomes.keySet()).containsAll(answered);
            assertThat(outcomes).isEqualTo(intents).doesNotContainValue(2L);
            assertThat(it.store.numbers())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, it.store.committed().size())
                                    .boxed()
                                    .toList());
            assertThat(intents.size() + refusedWithoutIntent(it)).isEqualTo(CALLS);
            assertThat(it.gauge("gateway.audit.reserved")).isZero();
        }
    }

    private void call(AuditLogFixture it) {
        it.intend()
                .thenCompose(intent -> {
                    check(it, intent.event().eventId().toString());
                    forwarded.add(intent.event().callId().toString());
                    return closed(it, intent);
                })
                .whenComplete((done, refused) -> ended.incrementAndGet());
    }

    private CompletableFuture<Void> closed(AuditLogFixture it, OpenIntent intent) {
        String call = intent.event().callId().toString();
        return intent.close(Outcome.of(Outcome.Code.SUCCESS))
                .subscribeAsCompletionStage()
                .thenRun(() -> {
                    answered.add(call);
                    boolean stored = it.store.committed("outcome").stream()
                            .anyMatch(event -> call.equals(event.getString("call_id")));
                    if (!stored) {
                        toldTooEarly.add(call);
                    }
                });
    }

    private void check(AuditLogFixture it, String eventId) {
        if (!it.store.holds(eventId)) {
            toldTooEarly.add(eventId);
        }
    }

    private static Map<String, Long> byCall(AuditLogFixture it, String kind) {
        return it.store.committed(kind).stream()
                .map(event -> event.getString("call_id"))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static long refusedWithoutIntent(AuditLogFixture it) {
        List<JsonObject> events = new ArrayList<>(it.store.committed("event"));
        return events.stream()
                .filter(event -> "AUDIT_UNAVAILABLE"
                        .equals(event.getJsonObject("outcome").getString("reason")))
                .count();
    }
}
