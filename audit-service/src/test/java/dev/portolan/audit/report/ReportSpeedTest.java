package dev.portolan.audit.report;

import dev.portolan.audit.query.Snapshot;
import dev.portolan.audit.store.Clause;
import dev.portolan.audit.store.PlainReading;
import dev.portolan.audit.store.Reading;
import dev.portolan.audit.testing.BenchDatabase;
import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** How long each report takes over the 30 days of the data set that {@code tests/bench/audit-queries} builds. */
@EnabledIfSystemProperty(named = "bench", matches = ".+")
class ReportSpeedTest {

    private static final int RUNS = 40;

    @Test
    void milliseconds() throws Exception {
        try (AgroalDataSource database = BenchDatabase.open();
                Connection connection = database.getConnection()) {
            Reading reading = PlainReading.of(database);
            Map<String, List<String>> known = known(connection);
            Instant now = newest(connection);
            for (Report report : Reports.all()) {
                Map<String, List<String>> asked = new HashMap<>(known);
                asked.keySet()
                        .retainAll(report.parameters().stream()
                                .filter(parameter -> parameter.usual().isEmpty())
                                .map(ReportParameter::name)
                                .toList());
                Clause select = ReportQuestion.read(report, asked, new Limits(), now)
                        .select(new Snapshot(1, Long.MAX_VALUE), Optional.empty());
                int rows = reading.table(select).rows().size();
                double[] millis = new double[RUNS];
                for (int i = 0; i < RUNS; i++) {
                    long start = System.nanoTime();
                    reading.table(select);
                    millis[i] = (System.nanoTime() - start) / 1e6;
                }
                Arrays.sort(millis);
                BenchDatabase.say(
                        String.format(
                                Locale.ROOT,
                                "report `%s`, %d rows, p50 %.1f, p95",
                                report.name(),
                                rows,
                                millis[RUNS / 2]),
                        millis[RUNS * 95 / 100 - 1],
                        "ms",
                        "≤ 100");
            }
        }
    }

    /** The data set may be some days old: its last 30 days are asked for. */
    private static Instant newest(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet newest = statement.executeQuery(
                        "SELECT occurred_at FROM audit_event ORDER BY occurred_at DESC LIMIT 1")) {
            newest.next();
            return newest.getObject(1, OffsetDateTime.class).toInstant();
        }
    }

    private static Map<String, List<String>> known(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet newest = statement.executeQuery("SELECT trace_id, call_id::text FROM audit_event"
                        + " WHERE trace_id <> '' ORDER BY occurred_at DESC LIMIT 1")) {
            newest.next();
            return Map.of(
                    "trace_id", List.of(newest.getString(1)),
                    "call_id", List.of(newest.getString(2)),
                    "connector", List.of("connector3"),
                    "tool", List.of("connector3_tool4"),
                    "person", List.of("person7"),
                    "seed", List.of("q3"));
        }
    }

    private static final class Limits implements ReportConfig {
        @Override
        public int defaultLimit() {
            return 500;
        }

        @Override
        public int maxLimit() {
            return 5000;
        }

        @Override
        public Duration maxSpan() {
            return Duration.ofDays(400);
        }
    }
}
