package dev.portolan.audit.ledger;

import dev.portolan.audit.people.People;
import dev.portolan.audit.people.keys.KeyEncryption;
import dev.portolan.audit.people.keys.PayloadConfig;
import dev.portolan.audit.testing.Beside;
import dev.portolan.audit.testing.Traffic;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How many records a second go in, with all indexes, roll-ups, tiles and the commit: {@code -Dingest.speed=200000}
 * records of 30 days, in a server of its own with fsync on, or in the empty database {@code -Dbench.url=jdbc:…}.
 * {@code tests/bench/audit-queries} builds its data set with it.
 */
@EnabledIfSystemProperty(named = "ingest.speed", matches = "\\d+")
class IngestSpeedTest {

    private static final long RECORDS = Long.getLong("ingest.speed", 0);
    private static final int BATCH = Integer.getInteger("ingest.batch", 1000);
    private static final String URL = System.getProperty("bench.url", "");
    private static final Duration SPAN = Duration.ofDays(30);

    private final People people = new People(new Unwrapped(), new Config());

    @Test
    void recordsPerSecond() throws Exception {
        if (!URL.isEmpty()) {
            PGSimpleDataSource given = new PGSimpleDataSource();
            given.setUrl(URL);
            migrate(given);
            List<String> indexes = Boolean.getBoolean("bench.indexes.last") ? dropIndexes(given) : List.of();
            fill(given);
            for (String index : indexes) {
                execute(given, index);
            }
            execute(given, "VACUUM ANALYZE");
            return;
        }
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_wal_size", "4GB")
                .start()) {
            migrate(server.getPostgresDatabase());
            fill(server.getPostgresDatabase());
        }
    }

    /** Events are made before they are needed; two connections, as two replicas would have them. */
    private void fill(DataSource database) throws Exception {
        Instant to = Clock.systemUTC().instant();
        execute(
                database,
                "SELECT audit_make_partition('" + to.minus(SPAN) + "'::timestamptz + make_interval(days => d))"
                        + " FROM unnest(ARRAY[0, 20, 31]) AS d");
        Traffic traffic = new Traffic(42, to.minus(SPAN), to, RECORDS * 51 / 100, BATCH);
        List<BlockingQueue<List<LedgerEntry>>> queues =
                List.of(new LinkedBlockingQueue<>(8), new LinkedBlockingQueue<>(8));
        AtomicLong inside = new AtomicLong();
        AtomicLong done = new AtomicLong();
        ExecutorService writers = Executors.newFixedThreadPool(queues.size());
        List<Future<?>> running = new ArrayList<>();
        queues.forEach(queue -> running.add(writers.submit(() -> write(database, queue, inside, done))));
        long start = System.nanoTime();
        long reported = 0;
        for (long made = 0; made < RECORDS; made += BATCH) {
            List<LedgerEntry> batch =
                    traffic.next().stream().map(Beside::entry).toList();
            // a gateway's records keep their order
            queues.get(batch.get(0).event().source().gatewayId().hashCode() & 1).put(batch);
            if (done.get() - reported >= RECORDS / 10) {
                reported = done.get();
                say(reported, System.nanoTime() - start);
            }
        }
        for (BlockingQueue<List<LedgerEntry>> queue : queues) {
            queue.put(List.of());
        }
        for (Future<?> each : running) {
            each.get();
        }
        writers.shutdown();
        say(done.get(), System.nanoTime() - start);
        System.out.printf(Locale.ROOT, "of it in transactions %.1f s%n", inside.get() / 1e9);
    }

    private Void write(
            DataSource database, BlockingQueue<List<LedgerEntry>> batches, AtomicLong inside, AtomicLong done)
            throws SQLException, InterruptedException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            for (List<LedgerEntry> batch = batches.take(); !batch.isEmpty(); batch = batches.take()) {
                long start = System.nanoTime();
                Append append = new Append(connection, people);
                append.all(batch, false);
                connection.commit();
                append.committed();
                inside.addAndGet(System.nanoTime() - start);
                done.addAndGet(batch.size());
            }
        }
        return null;
    }

    private static void migrate(DataSource database) {
        Flyway.configure()
                .dataSource(database)
                .javaMigrations(new OldRecords())
                .load()
                .migrate();
    }

    /** All but what ingest itself looks things up with; made again afterwards, a data set is built in half the time. */
    private static List<String> dropIndexes(DataSource database) throws SQLException {
        List<String> made = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT indexname, indexdef FROM pg_indexes WHERE tablename ="
                        + " 'audit_event' AND indexname NOT IN ('audit_event_pkey', 'audit_event_call',"
                        + " 'audit_event_leaf')")) {
            while (rows.next()) {
                execute(database, "DROP INDEX " + rows.getString(1));
                made.add(rows.getString(2).replace(" ON ONLY ", " ON "));
            }
        }
        return made;
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void say(long records, long nanos) {
        System.out.printf(
                Locale.ROOT, "%10d records %8.1f s %8.0f records/s%n", records, nanos / 1e9, records / (nanos / 1e9));
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
