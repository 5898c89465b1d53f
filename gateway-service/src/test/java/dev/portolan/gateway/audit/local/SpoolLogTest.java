package dev.portolan.gateway.audit.local;

import static dev.portolan.gateway.audit.journal.AuditLogFixture.SUCCESS;
import static dev.portolan.gateway.audit.journal.AuditLogFixture.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.Source;
import dev.portolan.audit.event.UuidV7;
import dev.portolan.audit.event.seal.Item;
import dev.portolan.audit.spool.Spool;
import dev.portolan.audit.spool.SpoolSettings;
import dev.portolan.audit.spool.disk.Directory;
import dev.portolan.audit.spool.frame.Kind;
import dev.portolan.gateway.audit.AuditUnavailable;
import dev.portolan.gateway.audit.AuditUnavailable.Why;
import dev.portolan.gateway.audit.Entry;
import dev.portolan.gateway.audit.OpenIntent;
import dev.portolan.gateway.audit.journal.AuditLogFixture;
import dev.portolan.gateway.audit.journal.StubAuditService.Conduct;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolLogTest {
    @TempDir
    private Path directory;

    private AuditLogFixture up(String... more) {
        return AuditLogFixture.up(settings(more));
    }

    private String[] settings(String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "durability",
                "local",
                "spool.directory",
                directory.toString(),
                "spool.segment",
                "1M",
                "spool.budget",
                "4M",
                "probe-interval",
                "20ms"));
        settings.addAll(List.of(more));
        return settings.toArray(String[]::new);
    }

    @Test
    void callsGoOnWhileAuditServiceIsAwayAndAllIsDeliveredLater() {
        try (AuditLogFixture it = up()) {
            // Given
            it.store.die();

            // When
            for (int i = 0; i < 50; i++) {
                get(it.admitted().close(SUCCESS));
            }
            it.store.revive();

            // Then
            await().until(() -> it.store.committed("outcome").size() == 50);
            assertThat(it.store.numbers())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 101).boxed().toList());
            await().until(() -> it.gauge("gateway.audit.spool.lag") == 0);
        }
    }

    @Test
    void anIntentIsOnTheDiskBeforeAnybodyHearsOfIt() throws IOException {
        try (AuditLogFixture it = up()) {
            // Given
            it.store.die();

            // When
            OpenIntent intent = it.admitted();

            // Then
            assertThat(onDisk())
                    .contains(intent.event().eventId().toString())
                    .doesNotContain("alice", "f3a1", "idp.example");
            it.store.revive();
        }
    }

    private String onDisk() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".segment")).toList()) {
                text.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return text.toString();
    }

    @Test
    void whatAnEarlierBootLeftIsClosedAndDelivered() throws Exception {
        // Given
        UuidV7 ids = new UuidV7(Clock.systemUTC());
        UUID earlier = UUID.randomUUID();
        Entry entry;
        try (AuditLogFixture any = AuditLogFixture.up()) {
            entry = any.entry();
        }
        SpoolSettings settings = SpoolSettings.of(1 << 20, 4 << 20);
        try (Spool left = Spool.open(Directory.open(directory), settings, earlier, new Nobody())) {
            AuditEvent intent = entry.intent(ids.next(), new Source("gw-1", earlier, 1));
            left.append(Kind.INTENT, new Item(intent.canonical(), "").bytes(), 0);
            left.start();
        }

        // When
        try (AuditLogFixture it = up()) {
            await().until(() -> it.store.committed("outcome").size() == 1);

            // Then
            JsonObject outcome = it.store.committed("outcome").get(0);
            assertThat(outcome.getString("call_id")).isEqualTo(entry.callId().toString());
            assertThat(outcome.getJsonObject("outcome").getString("code")).isEqualTo("unknown");
            assertThat(outcome.getJsonObject("outcome").getString("reason")).isEqualTo("GATEWAY_RESTARTED");
            assertThat(outcome.getJsonObject("actor").getString("commitment"))
                    .isEqualTo(entry.actor().commitment());
            assertThat(outcome.getJsonObject("source").getLong("seq")).isEqualTo(2);
            assertThat(it.store
                            .committed("intent")
                            .get(0)
                            .getJsonObject("source")
                            .getString("boot_id"))
                    .isEqualTo(earlier.toString());
            assertThat(it.gauge("gateway.audit.reserved")).isZero();
        }
        try (AuditLogFixture it = up()) {
            get(it.admitted().close(SUCCESS));
            await().until(() -> it.store.committed("outcome").size() == 1);
            assertThat(it.store.reasons("outcome")).doesNotContainKey("GATEWAY_RESTARTED");
        }
    }

    @Test
    void aFullSpoolRefusesCallsAndNoOutcome() {
        try (AuditLogFixture it = up("reserve", "100000")) {
            // Given
            it.store.die();
            List<OpenIntent> open = new ArrayList<>();

            // When
            AuditUnavailable refused = null;
            while (refused == null) {
                try {
                    open.add(it.admitted());
                } catch (AuditUnavailable full) {
                    refused = full;
                }
            }

            // Then
            assertThat(refused.why()).isEqualTo(Why.FULL);
            assertThat(it.log.available()).isFalse();
            open.forEach(intent -> get(intent.close(SUCCESS)));
            it.store.revive();
            await().until(it.log::available);
            get(it.admitted().close(SUCCESS));
            await().until(() -> it.store.committed("outcome").size() == open.size() + 1);
            await().until(() -> it.store.reasons("coalesced").containsKey("AUDIT_UNAVAILABLE"));
        }
    }

    @Test
    void withBothAWeightyIntentWaitsForAuditServiceAndNoOtherDoes() {
        try (AuditLogFixture it = up("durability", "both")) {
            // Given
            await().until(() -> !it.store.committed().isEmpty());
            it.store.always(Conduct.HOLD);

            // When
            OpenIntent light = it.admitted();
            CompletableFuture<OpenIntent> weighty =
                    it.log.intend(weighty(it.entry())).subscribeAsCompletionStage();
            get(light.close(SUCCESS));

            // Then
            assertThat(weighty).isNotDone();
            it.store.always(Conduct.COMMIT);
            it.store.release();
            OpenIntent taken = weighty.join();
            assertThat(it.store.holds(taken.event().eventId().toString())).isTrue();
            get(taken.close(SUCCESS));
        }
    }

    @Test
    void withBothAWeightyCallIsRefusedWhileAuditServiceIsAway() {
        try (AuditLogFixture it = up("durability", "both", "deadline", "200ms")) {
            it.store.always(Conduct.ANSWER_503);
            await().until(() -> refusal(it) == Why.DOWN);

            get(it.admitted().close(SUCCESS));
            it.store.always(Conduct.COMMIT);
        }
    }

    private static Why refusal(AuditLogFixture it) {
        return catchThrowableOfType(AuditUnavailable.class, () -> get(it.log.intend(weighty(it.entry()))))
                .why();
    }

    private static Entry weighty(Entry entry) {
        return new Entry(
                entry.callId(),
                entry.actor(),
                entry.client(),
                entry.request(),
                entry.target(),
                entry.arguments(),
                entry.decision(),
                entry.disclosure(),
                true);
    }

    @Test
    void ifSomethingIsMissingThereAllIsSentAgain() {
        try (AuditLogFixture it = up()) {
            // Given
            get(it.admitted().close(SUCCESS));
            await().until(() -> it.store.committed("outcome").size() == 1);
            it.store.forget();
            it.store.next(Conduct.ANSWER_409);

            // When
            get(it.admitted().close(SUCCESS));

            // Then
            await().until(() -> it.store.committed("outcome").size() == 2);
            assertThat(it.store.numbers()).containsExactly(1L, 2L, 3L, 4L, 5L);
        }
    }

    @Test
    void ifSomethingOfAnEarlierBootIsMissingThereAllIsSentAgain() {
        // Given
        String[] keeping = settings("spool.budget", "32M");
        OpenIntent call;
        try (AuditLogFixture it = AuditLogFixture.up(keeping)) {
            call = it.admitted();
            get(call.close(SUCCESS));
        }

        // When
        try (AuditLogFixture it = AuditLogFixture.with(keeping)) {
            // a database that lost its last commits
            it.store.always(Conduct.COMMIT_IN_TURN);
            it.start();
            get(it.admitted().close(SUCCESS));

            // Then
            await().until(() -> it.store.committed("outcome").size() == 2);
            assertThat(it.store.holds(call.event().eventId().toString())).isTrue();
        }
    }

    @Test
    void aDeletedSegmentEndsTheService() throws IOException {
        try (AuditLogFixture it = up("drain", "100ms")) {
            // Given
            get(it.admitted().close(SUCCESS));

            // When
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.filter(name -> name.toString().endsWith(".segment"))
                        .toList()) {
                    Files.delete(file);
                }
            }

            // Then
            await().until(() -> !it.log.available());
            assertThat(catchThrowableOfType(AuditUnavailable.class, it::admitted)
                            .why())
                    .isEqualTo(Why.DOWN);
            assertThat(it.gauge("gateway.audit.spool.alive")).isZero();
        }
    }

    @Test
    void aFileSystemThatDoesNotLastIsRefused() {
        Path shared = Path.of("/dev/shm");
        Assumptions.assumeTrue(Files.isWritable(shared));
        String volatileDirectory =
                shared.resolve("portolan-" + UUID.randomUUID()).toString();

        assertThatThrownBy(() -> up("spool.directory", volatileDirectory)).hasMessageContaining("allow-volatile");
    }

    /** Hears nothing. */
    private static final class Nobody implements Spool.Follower {
        @Override
        public void durable(long seq, long nanos) {}

        @Override
        public void dead(String why) {}
    }
}
