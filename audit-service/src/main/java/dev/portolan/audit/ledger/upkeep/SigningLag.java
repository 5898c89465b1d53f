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

/** How far the signed checkpoints are behind the log, seen from the database: by every replica, whoever signs. */
@ApplicationScoped
class SigningLag {

    private static final Logger LOG = Logger.getLogger(SigningLag.class);

    /** Of the open log: its size, that of its newest checkpoint, and the age of that in seconds. */
    private static final String MEASURE = """
            SELECT l.size, coalesce(c.size, 0), coalesce(extract(epoch FROM clock_timestamp() - c.signed_at)::bigint, 0)
              FROM audit_log l
              LEFT JOIN LATERAL (SELECT size, signed_at FROM audit_checkpoint k WHERE k.log = l.log
                                  ORDER BY size DESC LIMIT 1) c ON true
             WHERE l.closed_at IS NULL
            """;

    private final AgroalDataSource database;
    private final AtomicLong unsigned = new AtomicLong();
    private final AtomicLong age = new AtomicLong();

    SigningLag(AgroalDataSource database, MeterRegistry meters) {
        this.database = database;
        Gauge.builder("audit.tlog.unsigned.entries", unsigned, AtomicLong::get)
                .description("Entries of the open log that no signed checkpoint covers yet")
                .register(meters);
        Gauge.builder("audit.tlog.unsigned.age", age, AtomicLong::get)
                .description("Age of the newest checkpoint while there are entries that it does not cover, else 0")
                .baseUnit("seconds")
                .register(meters);
    }

    @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void measure() {
        try (Connection connection = database.getConnection();
                Statement measure = connection.createStatement();
                ResultSet measured = measure.executeQuery(MEASURE)) {
            if (measured.next()) {
                unsigned.set(measured.getLong(1) - measured.getLong(2));
                age.set(unsigned.get() > 0 ? measured.getLong(3) : 0);
            }
        } catch (SQLException e) {
            LOG.warnf("signing lag not measured, SQLSTATE '%s'", e.getSQLState());
        }
    }
}
