package dev.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.suite.Launcher;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How-to "verify the audit log": the log is taken away and checked, as it is and with one byte changed. */
@ExtendWith(Suite.Extension.class)
class EvidenceJourneyIT {
    private static final Duration SHORT = Duration.ofMinutes(2);

    @Test
    void theLogIsTakenAwayAndEachChangeOfItIsFound(Suite suite) throws IOException {
        suite.modernClient("alice").ask("tools/list", Map.of()).result();
        Path whole = suite.launcher().state().resolveSibling("audit-log.zip");
        Path changed = whole.resolveSibling("changed.zip");

        // A checkpoint is signed every few seconds; before the first there is nothing to take away.
        Awaitility.await()
                .atMost(SHORT)
                .until(() ->
                        portolan(suite, "audit", "export", whole.toString()).exitCode() == 0);
        Launcher.Ran good = portolan(suite, "audit", "verify", whole.toString());
        Files.copy(whole, changed, StandardCopyOption.REPLACE_EXISTING);
        changeAByteOfAnEntry(changed);
        Launcher.Ran bad = portolan(suite, "audit", "verify", changed.toString());
        Launcher.Ran live = portolan(suite, "audit", "verify", suite.audit() + "/tlog/main");

        assertThat(good.output()).startsWith("ok: ").contains("no number missing");
        assertThat(good.exitCode()).isZero();
        assertThat(bad.exitCode()).as(bad.output()).isEqualTo(1);
        assertThat(bad.output()).startsWith("tampered at index ");
        assertThat(live.exitCode()).as(live.output()).isZero();
    }

    @Test
    void aSecretIsTakenOutOfWhatIsKept(Suite suite) {
        String from = Instant.now().toString();
        String secret = "AKIA" + "Q7RZ5XW2MN4PT8LB";
        suite.modernClient("alice")
                .tool("db_query", Map.of("sql", "select '" + secret + "' as key_of_alice", "parameters", List.of()))
                .result();

        List<JsonNode> records =
                suite.auditClient("carol").all(2, Map.of("person", "alice", "tool", "db_query", "from", from));

        AuditClient grace = suite.auditClient("grace");
        assertThat(records).allSatisfy(r -> {
            JsonNode payload = grace.payload(r.at("/event/event_id").asText(), "a journey");
            assertThat(payload.path("state").asText()).isEqualTo("open");
            assertThat(payload.toString() + r).doesNotContain(secret);
        });
        // members keep the order they were sent in, which is the client's own
        assertThat(records).anySatisfy(r -> assertThat(
                        grace.payload(r.at("/event/event_id").asText(), "a journey")
                                .at("/arguments/text")
                                .asText())
                .isIn("{\"sql\":\"[redacted]\",\"parameters\":[]}", "{\"parameters\":[],\"sql\":\"[redacted]\"}"));
    }

    /** How-to "erase a person": nothing names dave any more, and the log is as good as before. */
    @Test
    void aPersonIsErasedAndTheLogStaysWhole(Suite suite) {
        String from = Instant.now().toString();
        suite.modernClient("dave").ask("tools/list", Map.of());
        AuditClient carol = suite.auditClient("carol");
        JsonNode dave = carol.all(1, Map.of("person", "dave", "from", from)).get(0);
        AuditClient grace = suite.auditClient("grace");
        String event = dave.at("/event/event_id").asText();
        assertThat(grace.payload(event, "a journey").path("state").asText()).isEqualTo("open");

        ModernClient.Answer erased = grace.erase(dave.path("actor"), "GDPR 17(1)(b)");

        assertThat(erased.status()).as(erased.message().toString()).isEqualTo(200);
        assertThat(erased.message().path("handle")).isEqualTo(dave.at("/actor/handle"));
        assertThat(grace.payload(event, "a journey").path("state").asText()).isEqualTo("erased");
        assertThat(carol.all(Map.of("person", "dave", "from", from))).isEmpty();
        assertThat(carol.all(Map.of("person", dave.at("/actor/handle").asText(), "from", from)))
                .isNotEmpty()
                .allSatisfy(r -> assertThat(r.path("actor")).hasSize(1));
        Launcher.Ran live = portolan(suite, "audit", "verify", suite.audit() + "/tlog/main");
        assertThat(live.exitCode()).as(live.output()).isZero();
    }

    private static Launcher.Ran portolan(Suite suite, String... arguments) {
        return suite.launcher().run(SHORT, arguments);
    }

    private static void changeAByteOfAnEntry(Path zip) throws IOException {
        try (FileSystem inside = FileSystems.newFileSystem(URI.create("jar:" + zip.toUri()), Map.of())) {
            Path entries;
            try (var all = Files.walk(inside.getPath("/"))) {
                entries = all.filter(file -> file.toString().contains("/tile/entries/") && Files.isRegularFile(file))
                        .findFirst()
                        .orElseThrow();
            }
            // Two bytes of length, then the first record.
            byte[] bytes = Files.readAllBytes(entries);
            bytes[10] ^= 1;
            Files.write(entries, bytes);
        }
    }
}
