package dev.portolan.audit.ledger;

import dev.portolan.audit.people.People;
import dev.portolan.audit.testing.Beside;
import dev.portolan.audit.testing.PlainPeople;
import dev.portolan.audit.testing.Traffic;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/** Fills a database with the records of 30 days, through the ledger, over two connections as two replicas would. */
public final class DataSet {

    private static final Duration SPAN = Duration.ofDays(30);

    private final DataSource database;
    private final People people = PlainPeople.create();
    private final Succession succession = new Succession();
    private final List<BlockingQueue<List<LedgerEntry>>> queues =
            List.of(new LinkedBlockingQueue<>(8), new LinkedBlockingQueue<>(8));
    private final AtomicLong done = new AtomicLong();

    private DataSet(DataSource database) {
        this.database = database;
    }

    /** Makes the tables, or brings them up to date. */
    public static void prepare(DataSource database) {
        Migrations.of(database, "").load().migrate();
    }

    /** Adds {@code records}, {@code batch} in a transaction; says how long the adding took. */
    public static Duration fill(DataSource database, long records, int batch) throws Exception {
        Instant to = Clock.systemUTC().instant();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT audit_make_partition('" + to.minus(SPAN)
                    + "'::timestamptz + make_interval(days => d))" + " FROM unnest(ARRAY[0, 20, 31]) AS d");
        }
        return new DataSet(database).add(new Traffic(42, to.minus(SPAN), to, records * 51 / 100, batch), records);
    }

    private Duration add(Traffic traffic, long records) throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(queues.size());
        List<Future<?>> running = new ArrayList<>();
        queues.forEach(queue -> running.add(writers.submit(() -> write(queue))));
        long start = System.nanoTime();
        long reported = 0;
        for (long made = 0; made < records; ) {
            List<LedgerEntry> batch = traffic.next().stream().map(Beside::entry).toList();
            made += batch.size();
            // a gateway's records keep their order
            queues.get(batch.get(0).event().source().gatewayId().hashCode() & 1).put(batch);
            if (made - reported >= records / 10) {
                reported = made;
                double seconds = (System.nanoTime() - start) / 1e9;
                System.err.printf(Locale.ROOT, "%d records, %.0f/s%n", done.get(), done.get() / seconds);
            }
        }
        for (BlockingQueue<List<LedgerEntry>> queue : queues) {
            queue.put(List.of());
        }
        for (Future<?> each : running) {
            each.get();
        }
        writers.shutdown();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private Void write(BlockingQueue<List<LedgerEntry>> batches) throws SQLException, InterruptedException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            for (List<LedgerEntry> batch = batches.take(); !batch.isEmpty(); batch = batches.take()) {
                try (Succession.Member member = succession.member()) {
                    Append.Done appended = new Append(connection, people, member).all(batch, false);
                    connection.commit();
                    people.remember(appended.who());
                }
                done.addAndGet(batch.size());
            }
        }
        return null;
    }
}
