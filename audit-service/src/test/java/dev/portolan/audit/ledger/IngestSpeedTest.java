package dev.portolan.audit.ledger;

import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.testing.Events;
import dev.portolan.tlog.Hash;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** How many rows a second go in, and what costs what: {@code -Dingest.speed=200000} rows, fsync on. */
@EnabledIfSystemProperty(named = "ingest.speed", matches = "\\d+")
class IngestSpeedTest {

    private static final int ROWS = Integer.getInteger("ingest.speed", 0);

    /** The statement of before the log. */
    private static final String INSERT = """
            INSERT INTO audit_event (event_id, occurred_at, kind, call_id, gateway_id, boot_id, seq, actor_type,
                actor_subject, actor_name, method, connector, target_type, target, decision, outcome, reason,
                trace_id, canonical)
            SELECT event_id, audit_event_time(event_id), kind, call_id, gateway_id, boot_id, seq, actor_type,
                actor_subject, actor_name, method, connector, target_type, target, decision, outcome, reason,
                trace_id, canonical
            FROM unnest(?::uuid[], ?::text[], ?::uuid[], ?::text[], ?::uuid[], ?::bigint[], ?::text[], ?::text[],
                ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                ?::text[])
              AS t(event_id, kind, call_id, gateway_id, boot_id, seq, actor_type, actor_subject, actor_name, method,
                connector, target_type, target, decision, outcome, reason, trace_id, canonical)
            ON CONFLICT DO NOTHING RETURNING event_id
            """;

    @Test
    void rowsPerSecond() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_wal_size", "4GB")
                .start()) {
            migrate(server, "before", "1");
            migrate(server, "after", "5");
            for (int round = 1; round <= 2; round++) {
                for (int size : new int[] {1000, 100}) {
                    int rows = size == 1000 ? ROWS : ROWS / 4;
                    report("before, " + size + " a batch", rows, () -> before(server, rows, size));
                    report("after,  " + size + " a batch", rows, () -> after(server, rows, size));
                    report("after,  " + size + ", 2 writers", rows, () -> {
                        ExecutorService two = Executors.newFixedThreadPool(2);
                        Callable<Void> half = () -> after(server, rows / 2, size);
                        for (var done : two.invokeAll(List.of(half, half))) {
                            done.get();
                        }
                        two.shutdown();
                        return null;
                    });
                }
            }
            report("hash alone", ROWS, () -> {
                List<LedgerEntry> batch = batch(UUID.randomUUID(), 1, 1000);
                for (int i = 0; i < ROWS / 1000; i++) {
                    batch.forEach(entry -> Hash.leaf(entry.entry()));
                }
                return null;
            });
        }
    }

    private static Void after(EmbeddedPostgres server, int rows, int size) throws SQLException {
        try (Connection connection = connect(server, "after")) {
            UUID boot = UUID.randomUUID();
            for (int from = 1; from <= rows; from += size) {
                new Append(connection).all(batch(boot, from, size), false);
                connection.commit();
            }
        }
        return null;
    }

    private static Void before(EmbeddedPostgres server, int rows, int size) throws SQLException {
        try (Connection connection = connect(server, "before");
                var insert = connection.prepareStatement(INSERT)) {
            UUID boot = UUID.randomUUID();
            for (int from = 1; from <= rows; from += size) {
                bind(connection, insert, batch(boot, from, size));
                insert.executeQuery().close();
                connection.commit();
            }
        }
        return null;
    }

    private static List<LedgerEntry> batch(UUID boot, long from, int size) {
        return Events.boot(boot, from, size).stream().map(LedgerEntry::of).toList();
    }

    private static void bind(Connection connection, java.sql.PreparedStatement insert, List<LedgerEntry> batch)
            throws SQLException {
        String[] types = "uuid text uuid text uuid bigint".split(" ");
        List<Object[]> rows = new ArrayList<>();
        for (LedgerEntry entry : batch) {
            AuditEvent e = entry.event();
            rows.add(new Object[] {
                e.eventId(),
                word(e.kind()),
                e.callId(),
                e.source().gatewayId(),
                e.source().bootId(),
                e.source().seq(),
                word(e.actor().type()),
                e.actor().subject(),
                e.actor().name(),
                e.request().method(),
                e.target().connector(),
                word(e.target().type()),
                e.target().name(),
                word(e.decision().effect()),
                word(e.outcome().code()),
                e.outcome().reason(),
                e.request().traceId(),
                new String(entry.entry(), StandardCharsets.UTF_8)
            });
        }
        for (int i = 0; i < 18; i++) {
            int column = i;
            Object[] values = rows.stream().map(row -> row[column]).toArray();
            insert.setArray(i + 1, connection.createArrayOf(i < types.length ? types[i] : "text", values));
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static void migrate(EmbeddedPostgres server, String schema, String version) throws SQLException {
        Flyway.configure()
                .dataSource(server.getPostgresDatabase())
                .schemas(schema)
                .defaultSchema(schema)
                .javaMigrations(version.equals("1") ? new OldRecords[0] : new OldRecords[] {new OldRecords()})
                .target(version)
                .load()
                .migrate();
        try (Connection connection = connect(server, schema);
                Statement make = connection.createStatement()) {
            make.execute("SELECT audit_make_partition(now())");
            connection.commit();
        }
    }

    private static Connection connect(EmbeddedPostgres server, String schema) throws SQLException {
        Connection connection = server.getPostgresDatabase().getConnection();
        connection.setSchema(schema);
        connection.setAutoCommit(false);
        return connection;
    }

    private static void report(String what, int rows, Callable<Void> work) throws Exception {
        long start = Clock.systemUTC().millis();
        work.call();
        long took = Clock.systemUTC().millis() - start;
        System.out.printf(Locale.ROOT, "%-28s %7d rows %7d ms %8d rows/s%n", what, rows, took, rows * 1000L / took);
    }
}
