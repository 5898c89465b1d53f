package dev.portolan.audit.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.audit.ledger.log.Logs;
import dev.portolan.audit.ledger.log.PlainLogs;
import dev.portolan.audit.ledger.note.Gaps;
import dev.portolan.audit.ledger.note.PlainNotes;
import dev.portolan.audit.stamp.PlainStamping;
import dev.portolan.audit.stamp.TestAuthority;
import dev.portolan.audit.testing.PlainDatabase;
import dev.portolan.tlog.Checkpoint;
import dev.portolan.tlog.Hash;
import dev.portolan.tlog.SignedNote;
import dev.portolan.tlog.bundle.EntryCheck;
import dev.portolan.tlog.bundle.Finding;
import dev.portolan.tlog.bundle.LogFiles;
import dev.portolan.tlog.bundle.LogsCheck;
import dev.portolan.tlog.bundle.Predecessor;
import dev.portolan.tlog.bundle.Stamp;
import dev.portolan.tlog.bundle.Stamps;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs that were begun anew are taken away and checked together. */
class EpochsTest {

    private static final String ORIGIN = "example.com/tlog/main";

    @TempDir
    Path directory;

    @Test
    void allLogsAreInOneBundleAndEachVouchesForTheOneBefore() throws IOException, SQLException {
        try (PlainDatabase database = new PlainDatabase();
                TestAuthority authority = new TestAuthority()) {
            Logs logs = PlainLogs.of(database.source());
            Gaps gaps = PlainNotes.gaps(database.source());
            Config config = new Config(directory);
            SigningKeys keys = new SigningKeys(config);
            Signer signer = new Signer(
                    logs,
                    keys,
                    config,
                    PlainNotes.epochs(database.source()),
                    Clock.systemUTC(),
                    new SimpleMeterRegistry());
            append(gaps, 300);
            assertThat(signer.attempt()).isEqualTo(Signer.Result.SIGNED);
            PlainStamping.stamp(logs, authority);
            // a restored backup: more was signed than is here, and other entries come
            Checkpoint lost = new Checkpoint(ORIGIN, 900, Hash.OF_EMPTY_TREE);
            Files.writeString(
                    config.memory().orElseThrow(), lost.signedBy(keys.all()).toString());
            append(gaps, 70);
            assertThat(signer.isStuck()).isTrue();
            assertThat(signer.beginAnew("a backup was restored", UUID.randomUUID()))
                    .hasValueSatisfying(head -> assertThat(head.name()).isEqualTo("main-2"));
            append(gaps, 5);
            assertThat(signer.attempt()).isEqualTo(Signer.Result.SIGNED);
            PlainStamping.stamp(logs, authority);
            append(gaps, 2);
            assertThat(signer.attempt()).isEqualTo(Signer.Result.SIGNED);

            assertThat(found(logs, keys, Optional.empty())).isEmpty();
            assertThat(found(logs, keys, Optional.of(lost))).isEmpty();
            assertThat(found(logs, keys, Optional.of(new Checkpoint(ORIGIN, 901, Hash.OF_EMPTY_TREE))))
                    .isPresent();
            assertThat(stamps(logs, "main"))
                    .extracting(stamp -> stamp.head().size())
                    .containsExactly(300L);
            assertThat(stamps(logs, "main-2"))
                    .extracting(stamp -> stamp.head().size())
                    .containsExactly(6L);

            // what was stamped is not what is here
            Checkpoint fork = new Checkpoint(ORIGIN, 300, Hash.OF_EMPTY_TREE);
            String note = fork.signedBy(keys.all()).toString();
            database.execute("UPDATE audit_checkpoint SET note = '" + note + "' WHERE size = 300");
            assertThat(found(logs, keys, Optional.empty()))
                    .hasValueSatisfying(finding -> assertThat(finding.kind()).isEqualTo(Finding.Kind.TAMPERED));
            database.execute("DELETE FROM audit_stamp WHERE size = 300; DELETE FROM audit_checkpoint WHERE size = 300");
            assertThat(found(logs, keys, Optional.empty())).isEmpty();

            database.execute("UPDATE audit_note SET entry = entry || ' ' WHERE log = 1 AND leaf_index = 350");
            assertThat(found(logs, keys, Optional.empty()))
                    .hasValueSatisfying(finding -> assertThat(finding.index()).isEqualTo(350));
        }
    }

    private static void append(Gaps gaps, int count) {
        for (int i = 0; i < count; i++) {
            gaps.declare(UUID.randomUUID(), Gaps.ALL, "an entry", UUID.randomUUID());
        }
    }

    private LogFiles bundle(Logs logs) throws IOException {
        Path zip = directory.resolve("logs.zip");
        try (OutputStream out = Files.newOutputStream(zip)) {
            Bundle.ofAll(logs, log -> SignedNote.parse(logs.checkpoint(log).orElseThrow()))
                    .write(out);
        }
        return LogFiles.open(zip);
    }

    private List<Stamp> stamps(Logs logs, String log) throws IOException {
        try (LogFiles files = bundle(logs)) {
            return Stamps.in(files.below(log));
        }
    }

    private Optional<Finding> found(Logs logs, SigningKeys keys, Optional<Checkpoint> seen) throws IOException {
        try (LogFiles files = bundle(logs)) {
            return new LogsCheck(files, List.of(keys.all().get(0).verifier()), seen, name -> new Meaning()).run();
        }
    }

    /** What docs/reference/tlog.md says of first entries. */
    private static final class Meaning implements EntryCheck {
        @Override
        public Step read(long index, byte[] entry) {
            return Optional::empty;
        }

        @Override
        public Optional<Predecessor> predecessor(byte[] first) {
            try {
                JsonNode said = new ObjectMapper().readTree(first);
                if (!said.path("schema").asText().equals("portolan.reset/1")) {
                    return Optional.empty();
                }
                byte[] root = HexFormat.of().parseHex(said.path("closed_root").asText());
                return Optional.of(new Predecessor(
                        SignedNote.parse(said.path("checkpoint").asText()),
                        new Checkpoint(
                                said.path("old_origin").asText(),
                                said.path("closed_size").asLong(),
                                Hash.at(root, 0))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private record Config(Path directory) implements TlogConfig {
        @Override
        public String origin() {
            return "example.com/tlog";
        }

        @Override
        public Optional<List<Path>> keyFiles() {
            return Optional.of(List.of(directory.resolve("log.key")));
        }

        @Override
        public boolean makeKey() {
            return true;
        }

        @Override
        public Optional<Path> memory() {
            return Optional.of(directory.resolve("last"));
        }

        @Override
        public String every() {
            return "5s";
        }
    }
}
