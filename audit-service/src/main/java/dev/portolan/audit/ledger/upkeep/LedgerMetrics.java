package dev.portolan.audit.ledger.upkeep;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** How full the ledger is, read now and then so that a scrape costs the database nothing. */
@ApplicationScoped
class LedgerMetrics {

    private static final Logger LOG = Logger.getLogger(LedgerMetrics.class);

    /** Rows as PostgreSQL's planner estimates them: exact counting would read the table. */
    private static final String MEASURE = """
            SELECT (SELECT coalesce(sum(greatest(c.reltuples, 0)), 0)::bigint
                      FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                     WHERE i.inhparent = 'audit_event'::regclass),
                   (SELECT count(*) FROM audit_event_default),
                   (SELECT count(*) FROM audit_opaque),
                   (SELECT count(*) FROM audit_payload WHERE error <> ''),
                   has_table_privilege('audit_event', 'UPDATE, DELETE, TRUNCATE')::int
            """;

    private final AgroalDataSource database;
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong strays = new AtomicLong();
    private final AtomicLong opaque = new AtomicLong();
    private final AtomicLong payloadErrors = new AtomicLong();
    private final AtomicLong alterable = new AtomicLong();

    LedgerMetrics(AgroalDataSource database, MeterRegistry meters) {
        this.database = database;
        Gauge.builder("audit.ledger.rows", rows, AtomicLong::get)
                .description("Events in the ledger, PostgreSQL's estimate")
                .register(meters);
        Gauge.builder("audit.ledger.default.partition.rows", strays, AtomicLong::get)
                .description("Events that no month's partition covers; should be 0")
                .register(meters);
        Gauge.builder("audit.ledger.opaque.rows", opaque, AtomicLong::get)
                .description("Entries that could not be read as events; should be 0")
                .register(meters);
        Gauge.builder("audit.payload.error.rows", payloadErrors, AtomicLong::get)
                .description("Payloads that are kept as they came, because they cannot be believed; should be 0")
                .register(meters);
        Gauge.builder("audit.ledger.alterable", alterable, AtomicLong::get)
                .description("1 if our own database user could change or delete what is on record; should be 0")
                .register(meters);
    }

    @Scheduled(every = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void measure() {
        try (Connection connection = database.getConnection();
                Statement measure = connection.createStatement();
                ResultSet measured = measure.executeQuery(MEASURE)) {
            measured.next();
            rows.set(measured.getLong(1));
            strays.set(measured.getLong(2));
            opaque.set(measured.getLong(3));
            payloadErrors.set(measured.getLong(4));
            alterable.set(measured.getLong(5));
        } catch (SQLException e) {
            LOG.warnf("ledger not measured, SQLSTATE '%s'", e.getSQLState());
        }
    }
}
