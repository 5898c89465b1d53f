package dev.portolan.audit.ledger;

import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.people.People;
import dev.portolan.audit.people.keys.KeyEncryption;
import dev.portolan.audit.people.keys.PayloadConfig;
import dev.portolan.audit.testing.Beside;
import dev.portolan.audit.testing.Events;
import dev.portolan.tlog.Hash;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** How many rows a second go in, and what costs what: {@code -Dingest.speed=200000} rows, fsync on. */
@EnabledIfSystemProperty(named = "ingest.speed", matches = "\\d+")
class IngestSpeedTest {

    private static final int ROWS = Integer.getInteger("ingest.speed", 0);

    private final People people = new People(new Unwrapped(), new Config());

    @Test
    void rowsPerSecond() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_wal_size", "4GB")
                .start()) {
            migrate(server);
            UnaryOperator<AuditEvent> bare = event -> event;
            var sent = Beside.arguments("{\"query\":\"" + "select ".repeat(60) + "\"}");
            UnaryOperator<AuditEvent> sending = event -> event.withArguments(sent);
            for (int round = 1; round <= 2; round++) {
                for (int size : new int[] {1000, 100}) {
                    int rows = size == 1000 ? ROWS : ROWS / 4;
                    report("who alone, " + size + " a batch", rows, () -> append(server, rows, size, bare));
                    report("payloads,  " + size + " a batch", rows, () -> append(server, rows, size, sending));
                    report("payloads,  " + size + ", 2 writers", rows, () -> {
                        ExecutorService two = Executors.newFixedThreadPool(2);
                        Callable<Void> half = () -> append(server, rows / 2, size, sending);
                        for (var done : two.invokeAll(List.of(half, half))) {
                            done.get();
                        }
                        two.shutdown();
                        return null;
                    });
                }
            }
            report("hash alone", ROWS, () -> {
                List<LedgerEntry> batch = batch(UUID.randomUUID(), 1, 1000, sending);
                for (int i = 0; i < ROWS / 1000; i++) {
                    batch.forEach(entry -> Hash.leaf(entry.entry()));
                }
                return null;
            });
        }
    }

    private Void append(EmbeddedPostgres server, int rows, int size, UnaryOperator<AuditEvent> with)
            throws SQLException {
        try (Connection connection = connect(server)) {
            UUID boot = UUID.randomUUID();
            for (int from = 1; from <= rows; from += size) {
                Append append = new Append(connection, people);
                append.all(batch(boot, from, size, with), false);
                connection.commit();
                append.committed();
            }
        }
        return null;
    }

    private static List<LedgerEntry> batch(UUID boot, long from, int size, UnaryOperator<AuditEvent> with) {
        return Events.boot(boot, from, size).stream()
                .map(with)
                .map(Beside::entry)
                .toList();
    }

    private static void migrate(EmbeddedPostgres server) throws SQLException {
        Flyway.configure()
                .dataSource(server.getPostgresDatabase())
                .javaMigrations(new OldRecords())
                .load()
                .migrate();
        try (Connection connection = connect(server);
                Statement make = connection.createStatement()) {
            make.execute("SELECT audit_make_partition(now())");
            connection.commit();
        }
    }

    private static Connection connect(EmbeddedPostgres server) throws SQLException {
        Connection connection = server.getPostgresDatabase().getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private static void report(String what, int rows, Callable<Void> work) throws Exception {
        long start = Clock.systemUTC().millis();
        work.call();
        long took = Clock.systemUTC().millis() - start;
        System.out.printf(Locale.ROOT, "%-28s %7d rows %7d ms %8d rows/s%n", what, rows, took, rows * 1000L / took);
    }

    /** Wrapping costs nothing here: it is done once for each person and month. */
    private static final class Unwrapped implements KeyEncryption {

        @Override
        public String current() {
            return "none";
        }

        @Override
        public byte[] wrap(byte[] key, byte[] bound) {
            return key;
        }

        @Override
        public Optional<byte[]> unwrap(String name, byte[] wrapped, byte[] bound) {
            return Optional.of(wrapped);
        }
    }

    private static final class Config implements PayloadConfig {

        @Override
        public Optional<List<Path>> sealingKeys() {
            return Optional.empty();
        }

        @Override
        public Optional<List<Path>> keyEncryptionKeys() {
            return Optional.empty();
        }

        @Override
        public int remembered() {
            return 20_000;
        }

        @Override
        public String rewrapEvery() {
            return "off";
        }
    }
}
