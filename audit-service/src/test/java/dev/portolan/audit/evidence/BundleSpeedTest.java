package dev.portolan.audit.evidence;

import dev.portolan.audit.ledger.log.Head;
import dev.portolan.audit.ledger.log.Logs;
import dev.portolan.audit.ledger.log.PlainLogs;
import dev.portolan.audit.testing.BenchDatabase;
import dev.portolan.tlog.Checkpoint;
import dev.portolan.tlog.SignedNote;
import dev.portolan.tlog.SigningKey;
import io.agroal.api.AgroalDataSource;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * How long it takes to take the whole log of {@code tests/bench/audit-queries} away, to {@code -Dbench.bundle}: a zip,
 * and beside it, in a file of the same name with {@code .vkey} behind it, the key that signed it.
 */
@EnabledIfSystemProperty(named = "bench.bundle", matches = ".+")
class BundleSpeedTest {

    @Test
    void seconds() throws Exception {
        Path zip = Path.of(System.getProperty("bench.bundle"));
        try (AgroalDataSource database = BenchDatabase.open()) {
            Logs logs = PlainLogs.of(database);
            Head head = logs.open().orElseThrow();
            SigningKey key = SigningKey.generate("bench/main");
            SignedNote note = new Checkpoint("bench/main", head.size(), head.root()).signedBy(List.of(key));
            Files.createDirectories(zip.getParent());
            Files.writeString(Path.of(zip + ".vkey"), key.verifier().toString());
            long start = System.nanoTime();
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(zip), 1 << 20)) {
                Bundle.of(logs, head.log(), note).write(out);
            }
            BenchDatabase.say(
                    String.format(Locale.ROOT, "bundle of the log, %,d MB", Files.size(zip) / 1_000_000),
                    (System.nanoTime() - start) / 1e9,
                    "s",
                    "");
        }
    }
}
