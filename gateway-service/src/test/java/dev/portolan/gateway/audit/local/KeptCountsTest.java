package dev.portolan.gateway.audit.local;

import static dev.portolan.gateway.audit.local.CountingProcess.NOT_PERMITTED;
import static dev.portolan.gateway.audit.local.CountingProcess.UNKNOWN_FEATURE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portolan.audit.event.UuidV7;
import dev.portolan.audit.event.flood.Counted;
import dev.portolan.audit.event.flood.RefusalCounts;
import dev.portolan.gateway.audit.journal.AuditLogFixture;
import dev.portolan.gateway.audit.journal.Notices;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of refusals by number only outlives the process, and is recorded once. */
class KeptCountsTest {
    private static final Map<String, Long> ALL =
            Map.of("UNKNOWN_FEATURE", (long) UNKNOWN_FEATURE, "NOT_PERMITTED", (long) NOT_PERMITTED);

    @TempDir
    private Path directory;

    /** No refusal is recorded by itself, and no count before its window is over. */
    static String[] settings(String directory, String window) {
        return new String[] {
            "durability", "local",
            "spool.directory", directory,
            "spool.segment", "1M",
            "spool.budget", "4M",
            "spool.keep-counts", "10ms",
            "kept-refusals", "0",
            "drain", "5s",
            "flood.window", window
        };
    }

    private AuditLogFixture up(String window) {
        return AuditLogFixture.up(settings(directory.toString(), window));
    }

    private boolean isKept(String what) throws IOException {
        Path file = directory.resolve("counts");
        return Files.exists(file)
                && Files.readString(file, StandardCharsets.ISO_8859_1).contains(what);
    }

    @Test
    void aProcessThatIsKilledLosesNone() throws Exception {
        // Given
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CountingProcess.class.getName(),
                        directory.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            await().atMost(AuditLogFixture.LONG)
                    .until(() -> isKept("\"count\":" + UNKNOWN_FEATURE) && isKept("\"count\":" + NOT_PERMITTED));
        } finally {
            process.destroyForcibly().waitFor();
        }

        // When
        try (AuditLogFixture it = up("100ms")) {
            await().until(() -> it.store.reasons("coalesced").equals(ALL));

            // Then
            assertThat(it.store
                            .committed("coalesced")
                            .get(0)
                            .getJsonObject("arguments")
                            .getString("json"))
                    .contains("first", "last");
        }
        onlyNewOnesAreRecorded();
    }

    private void onlyNewOnesAreRecorded() {
        try (AuditLogFixture it = up("100ms")) {
            it.log.refused(it.entry(), AuditLogFixture.denied("MALFORMED"));
            it.log.stop();
            assertThat(it.store.reasons("coalesced")).containsExactly(Map.entry("MALFORMED", 1L));
        }
    }

    /** A crash between the record of a count and the file that no longer has it. */
    @Test
    void whatIsOnRecordAlreadyIsNotRecordedAgain() throws Exception {
        Path before = directory.resolve("before");
        try (AuditLogFixture it = up("1m")) {
            // Given
            IntStream.range(0, 40).forEach(i -> it.log.refused(it.entry(), AuditLogFixture.denied("NOT_PERMITTED")));
            await().until(() -> isKept("\"count\":40"));
            Files.copy(directory.resolve("counts"), before);
            it.log.stop();
            assertThat(it.store.reasons("coalesced")).containsExactly(Map.entry("NOT_PERMITTED", 40L));
        }

        // When
        Files.copy(before, directory.resolve("counts"), StandardCopyOption.REPLACE_EXISTING);

        // Then
        onlyNewOnesAreRecorded();
    }

    @Test
    void whatAFullSpoolHasNoRoomForIsRecordedWhenThereIsRoom() throws Exception {
        try (AuditLogFixture it = up("100ms")) {
            // Given
            it.store.die();
            await().until(() -> it.gauge("gateway.audit.spool.fill") >= 0.75);
            while (it.log.available()) {
                it.admitted();
            }

            // When
            IntStream.range(0, 70).forEach(i -> it.log.refused(it.entry(), AuditLogFixture.denied("NOT_PERMITTED")));
            await().until(() -> isKept("\"count\":70"));
            it.log.stop();
            it.store.revive();
        }

        // Then
        try (AuditLogFixture it = up("100ms")) {
            await().until(() -> !it.store.reasons("coalesced").isEmpty());
            it.log.stop();
            assertThat(it.store.reasons("coalesced")).containsEntry("NOT_PERMITTED", 70L);
        }
    }

    @Test
    void theFileHasRoomForAllThereCanBe() {
        UuidV7 ids = new UuidV7(Clock.systemUTC());
        int networks = 100;
        RefusalCounts counts = new RefusalCounts(networks, ids::next);
        Instant late = Instant.parse("2086-11-22T08:00:00.123456789Z");
        for (int i = 0; i < networks + 100; i++) {
            String reason = "R" + i + "X".repeat(60 - i / 100);
            counts.add("ffff:ffff:ffff:" + (1_000 + i) + "::/64", Notices.counted(reason), late);
        }
        List<Counted> most = counts.all().stream()
                .map(c -> new Counted(c.id(), c.network(), c.outcome(), Long.MAX_VALUE / 4, c.first(), c.last()))
                .toList();

        assertThat(most).hasSize(RefusalCounts.kinds(networks));
        UnrecordedCounts kept = new UnrecordedCounts(Long.MAX_VALUE, most);
        assertThat(kept.bytes().length * 2).isLessThan(UnrecordedCounts.longest(networks));
        assertThat(UnrecordedCounts.read(kept.bytes())).isEqualTo(kept);
    }

    @Test
    void countsOfAKindBecomeOne() {
        Instant now = Instant.EPOCH;
        UUID first = UUID.randomUUID();
        List<Counted> two = List.of(
                new Counted(first, "192.0.2.0/24", Notices.counted("A"), 3, now, now),
                new Counted(UUID.randomUUID(), "192.0.2.0/24", Notices.counted("A"), 4, now, now.plusSeconds(1)));

        assertThat(new UnrecordedCounts(9, two).merged(10))
                .isEqualTo(new UnrecordedCounts(
                        9,
                        List.of(new Counted(first, "192.0.2.0/24", Notices.counted("A"), 7, now, now.plusSeconds(1)))));
    }

    @Test
    void whatIsNoneOfOursIsLeftOut() {
        for (String foreign : List.of("", "x", "[]", "{\"durable\":1}", "{\"counts\":[{}]}", "{\"counts\":[1]}")) {
            assertThat(UnrecordedCounts.read(foreign.getBytes(StandardCharsets.UTF_8))
                            .counts())
                    .isEmpty();
        }
    }
}
