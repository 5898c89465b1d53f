package dev.portolan.audit.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.audit.ledger.log.Head;
import dev.portolan.audit.ledger.log.Logs;
import dev.portolan.audit.ledger.log.PlainLogs;
import dev.portolan.audit.testing.BenchDatabase;
import dev.portolan.tlog.Checkpoint;
import dev.portolan.tlog.SignedNote;
import dev.portolan.tlog.SigningKey;
import dev.portolan.tlog.bundle.EntryCheck;
import dev.portolan.tlog.bundle.LogCheck;
import dev.portolan.tlog.bundle.LogFiles;
import io.agroal.api.AgroalDataSource;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** How long it takes to take the whole log of {@code tests/bench/audit-queries} away and to check it. */
@EnabledIfSystemProperty(named = "bench", matches = ".+")
class VerifySpeedTest {

    @Test
    void seconds(@TempDir Path directory) throws Exception {
        Path zip = directory.resolve("log.zip");
        try (AgroalDataSource database = BenchDatabase.open()) {
            Logs logs = PlainLogs.of(database);
            Head head = logs.open().orElseThrow();
            SigningKey key = SigningKey.generate("bench/main");
            SignedNote note = new Checkpoint("bench/main", head.size(), head.root()).signedBy(List.of(key));
            long start = System.nanoTime();
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(zip), 1 << 20)) {
                Bundle.of(logs, head.log(), note).write(out);
            }
            BenchDatabase.say(
                    String.format(Locale.ROOT, "bundle of the log, %,d MB", Files.size(zip) / 1_000_000),
                    (System.nanoTime() - start) / 1e9,
                    "s",
                    "");
            long checking = System.nanoTime();
            try (LogFiles files = LogFiles.open(zip)) {
                LogCheck check = new LogCheck(files, List.of(key.verifier()), Optional.empty(), EntryCheck.NONE);
                assertThat(check.run()).isEmpty();
                assertThat(check.checked()).isEqualTo(head.size());
            }
            BenchDatabase.say(
                    String.format(Locale.ROOT, "verify of %,d entries", head.size()),
                    (System.nanoTime() - checking) / 1e9,
                    "s",
                    "≤ 60");
        }
    }
}
