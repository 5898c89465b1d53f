package dev.portolan.audit.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.filter.FilterLimits;
import dev.portolan.audit.ledger.log.Head;
import dev.portolan.audit.ledger.log.Logs;
import dev.portolan.audit.ledger.log.PlainLogs;
import dev.portolan.audit.query.Snapshot;
import dev.portolan.audit.store.Clause;
import dev.portolan.audit.store.PlainReading;
import dev.portolan.audit.store.Reading;
import dev.portolan.audit.testing.BenchDatabase;
import dev.portolan.audit.witness.PlainCheckpoints;
import dev.portolan.tlog.Checkpoint;
import dev.portolan.tlog.SigningKey;
import io.agroal.api.AgroalDataSource;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** How long an export of a million records with proofs takes, of the data set of {@code tests/bench/audit-queries}. */
@EnabledIfSystemProperty(named = "bench", matches = ".+")
class ExportSpeedTest {

    private static final long RECORDS = Long.getLong("bench.exported", 1_000_000);

    @Test
    void seconds(@TempDir Path directory) throws Exception {
        try (AgroalDataSource database = BenchDatabase.open()) {
            Reading reading = PlainReading.of(database);
            Logs logs = PlainLogs.of(database);
            Head head = logs.open().orElseThrow();
            SigningKey key = SigningKey.generate("bench/main");
            Checkpoint checkpoint = new Checkpoint("bench/main", head.size(), head.root());
            logs.publish(
                    head.log(), head.size(), checkpoint.signedBy(List.of(key)).toString());
            for (String format : List.of("ndjson", "csv", "ocsf")) {
                ExportQuestion question = question(reading, format);
                Proofs proofs = question.proofs()
                        ? Proofs.of(logs, PlainCheckpoints.of(logs), question.format())
                        : Proofs.none();
                Path file = directory.resolve(format + ".zip");
                long start = System.nanoTime();
                Export export = new Export(
                        reading, question, new Snapshot(head.log(), head.size()), proofs, new Limits().page());
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
                        ZipOutputStream zip = new ZipOutputStream(out)) {
                    zip.setLevel(Deflater.BEST_SPEED);
                    export.write(zip);
                }
                Outcome outcome = export.outcome(Outcome.Code.SUCCESS);
                assertThat(outcome.count()).isBetween(RECORDS * 99 / 100, RECORDS);
                BenchDatabase.say(
                        String.format(
                                Locale.ROOT,
                                "export of %,d records as %s%s, %d MB, %d MB zipped",
                                outcome.count(),
                                format,
                                question.proofs() ? " with proofs" : "",
                                outcome.bytesOut() / 1_000_000,
                                Files.size(file) / 1_000_000),
                        (System.nanoTime() - start) / 1e9,
                        "s",
                        question.proofs() ? "≤ 30" : "");
            }
        }
    }

    /** The newest of them. */
    private static ExportQuestion question(Reading reading, String format) {
        Instant from = reading.list(
                        Clause.of(
                                "SELECT occurred_at FROM audit_event ORDER BY occurred_at DESC OFFSET ? LIMIT 1",
                                RECORDS),
                        row -> row.getObject(1, OffsetDateTime.class).toInstant())
                .get(0)
                .plusNanos(1000);
        return ExportQuestion.read(
                Map.of("format", List.of(format), "from", List.of(from.toString())),
                new Limits(),
                new FilterLimits(2000, 200),
                Instant.parse("2100-01-01T00:00:00Z"),
                Instant.EPOCH);
    }

    private static final class Limits implements ExportConfig {
        @Override
        public int concurrency() {
            return 1;
        }

        @Override
        public int page() {
            return 1000;
        }

        @Override
        public Duration maxSpan() {
            return Duration.ofDays(40_000);
        }
    }
}
