package dev.portolan.gateway.audit.remote;

import static dev.portolan.gateway.audit.journal.AuditLogFixture.SUCCESS;
import static dev.portolan.gateway.audit.journal.AuditLogFixture.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.portolan.gateway.audit.AuditUnavailable;
import dev.portolan.gateway.audit.AuditUnavailable.Why;
import dev.portolan.gateway.audit.OpenIntent;
import dev.portolan.gateway.audit.journal.AuditLogFixture;
import dev.portolan.gateway.audit.journal.JournalLog;
import dev.portolan.gateway.audit.journal.StubAuditService.Conduct;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StopTest {
    @Test
    void whatIsLeftIsDeliveredAndTheLastRecordSaysThatItStopped() {
        try (AuditLogFixture it = AuditLogFixture.up("probe-interval", "20ms")) {
            // Given
            it.store.always(Conduct.ANSWER_503);
            IntStream.range(0, 5).forEach(i -> it.log.refused(it.entry(), AuditLogFixture.denied("NOT_PERMITTED")));
            await().until(() -> !it.log.available());

            // When
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(it.log::stop);
            it.store.always(Conduct.COMMIT);
            stopped.join();

            // Then
            assertThat(it.store.reasons("event")).containsEntry("NOT_PERMITTED", 5L);
            List<JsonObject> all = it.store.committed();
            JsonObject last = all.get(all.size() - 1);
            assertThat(last.getJsonObject("outcome").getString("reason")).isEqualTo("STOPPED");
            assertThat(last.getJsonObject("source").getLong("seq")).isEqualTo((long) all.size());
        }
    }

    @Test
    void callsStillOpenAreClosedAsUnknownAndTheirAnswersWithheld() {
        try (AuditLogFixture it = AuditLogFixture.up()) {
            // Given
            OpenIntent open = it.admitted();

            // When
            it.log.stop();
            AuditUnavailable withheld = catchThrowableOfType(AuditUnavailable.class, () -> get(open.close(SUCCESS)));

            // Then
            assertThat(withheld.why()).isEqualTo(Why.CLOSING);
            assertThat(it.store.reasons("outcome")).containsExactly(Map.entry("GATEWAY_STOPPED", 1L));
        }
    }

    @Test
    void whileItStopsNothingIsAdmitted() {
        try (AuditLogFixture it = AuditLogFixture.up()) {
            // Given
            it.store.next(Conduct.HOLD);
            int before = it.store.requests();
            CompletableFuture<OpenIntent> early = it.intend();
            await().until(() -> it.store.requests() == before + 1);

            // When
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(it.log::stop);
            AuditUnavailable refused = catchThrowableOfType(
                    AuditUnavailable.class, () -> get(Uni.createFrom().completionStage(early)));
            AuditUnavailable late = catchThrowableOfType(AuditUnavailable.class, () -> get(it.log.intend(it.entry())));
            it.store.release();
            stopped.join();

            // Then
            assertThat(List.of(refused.why(), late.why())).containsOnly(Why.CLOSING);
            assertThat(it.log.available()).isFalse();
            assertThat(it.store.reasons("outcome")).containsExactly(Map.entry("AUDIT_UNAVAILABLE", 1L));
        }
    }

    @Test
    void whatCannotBeDeliveredIsSaidLoudly() {
        RecordingHandler said = new RecordingHandler();
        Logger logger = Logger.getLogger(JournalLog.class.getName());
        logger.addHandler(said);
        try (AuditLogFixture it = AuditLogFixture.up("drain", "100ms", "probe-interval", "20ms")) {
            // Given
            OpenIntent open = it.admitted();
            it.store.die();
            open.close(SUCCESS);

            // When
            it.log.stop();

            // Then
            assertThat(said.errors).singleElement().asString().contains("1 outcomes");
            it.store.revive();
        } finally {
            logger.removeHandler(said);
        }
    }

    /** Remembers what was said as an error. */
    private static final class RecordingHandler extends Handler {
        private final List<String> errors = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            if (entry.getLevel().intValue() >= Level.SEVERE.intValue()) {
                errors.add(String.format(entry.getMessage(), entry.getParameters()));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
