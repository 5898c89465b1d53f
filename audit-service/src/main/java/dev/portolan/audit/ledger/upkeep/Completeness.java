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

/** Whether every number that was acknowledged is on record once: one statement over all rows, now and then. */
@ApplicationScoped
class Completeness {

    private static final Logger LOG = Logger.getLogger(Completeness.class);

    private static final String MEASURE =
            "SELECT (SELECT count(*) FROM audit_missing)," + " (SELECT count(*) FROM audit_behind WHERE replaced)";

    /** Before the first look, and when the last one failed. */
    private static final long UNKNOWN = -1;

    private final AgroalDataSource database;
    private final AtomicLong boots = new AtomicLong(UNKNOWN);
    private final AtomicLong replaced = new AtomicLong(UNKNOWN);

    Completeness(AgroalDataSource database, MeterRegistry meters) {
        this.database = database;
        Gauge.builder("audit.ledger.incomplete.boots", boots, AtomicLong::get)
                .description("Boots of which a record is missing or there twice; should be 0, -1 while not known")
                .register(meters);
        Gauge.builder("audit.ledger.replaced.boots", replaced, AtomicLong::get)
                .description("Boots that had more than is here and whose gateway came back with another spool;"
                        + " should be 0, -1 while not known")
                .register(meters);
    }

    /** Boots of which something is missing, when last looked at; -1 if that is not known. */
    long incompleteBoots() {
        return boots.get();
    }

    @Scheduled(every = "${audit.partitions.every:1h}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void measure() {
        try (Connection connection = database.getConnection();
                Statement measure = connection.createStatement();
                ResultSet measured = measure.executeQuery(MEASURE)) {
            measured.next();
            boots.set(measured.getLong(1));
            replaced.set(measured.getLong(2));
            if (boots.get() > 0) {
                LOG.errorf("records of %d boots are missing or there twice: see audit_missing", boots.get());
            }
            if (replaced.get() > 0) {
                LOG.errorf("the spools of %d boots seem to be lost: docs/runbooks/audit-spool.md", replaced.get());
            }
        } catch (SQLException e) {
            boots.set(UNKNOWN);
            replaced.set(UNKNOWN);
            LOG.warnf("completeness not measured, SQLSTATE '%s'", e.getSQLState());
        }
    }
}
