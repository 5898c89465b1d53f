package dev.portolan.local.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.tlog.VerifierKey;
import dev.portolan.tlog.bundle.LogCheck;
import dev.portolan.tlog.bundle.LogFiles;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** How long {@code ./portolan audit verify} takes for the bundle that {@code tests/bench/audit-queries} has written. */
@EnabledIfSystemProperty(named = "bench.bundle", matches = ".+")
class VerifySpeedTest {

    @Test
    void seconds() throws Exception {
        Path zip = Path.of(System.getProperty("bench.bundle"));
        VerifierKey key = VerifierKey.parse(Files.readString(Path.of(zip + ".vkey")));
        long start = System.nanoTime();
        try (LogFiles files = LogFiles.open(zip)) {
            RecordCheck records = new RecordCheck();
            LogCheck check = new LogCheck(files, List.of(key), Optional.empty(), records);
            assertThat(check.run()).isEmpty();
            System.out.printf(
                    Locale.ROOT,
                    "| verify of %,d entries | %.1f s | ≤ 60 | %.1f |%n",
                    records.there(),
                    (System.nanoTime() - start) / 1e9,
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        }
    }
}
