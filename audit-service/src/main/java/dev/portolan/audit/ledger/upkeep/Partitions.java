package dev.portolan.audit.ledger.upkeep;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jboss.logging.Logger;

/** Makes the monthly partitions before they are needed. Several replicas may do so at once. */
@ApplicationScoped
public class Partitions {

    private static final Logger LOG = Logger.getLogger(Partitions.class);
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("'audit_event_'uuuu_MM");

    private final AgroalDataSource database;
    private final PartitionConfig config;
    private final Clock clock;

    Partitions(AgroalDataSource database, PartitionConfig config, Clock clock) {
        this.database = database;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        makeAhead();
    }

    /** Makes the partitions of this month and the configured months after it; a failure shows in readiness. */
    @Scheduled(every = "${audit.partitions.every:1h}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void makeAhead() {
        OffsetDateTime now = OffsetDateTime.now(clock);
        try {
            for (int month = 0; month <= config.monthsAhead(); month++) {
                make(now.withDayOfMonth(1).plusMonths(month));
            }
        } catch (SQLException e) {
            LOG.errorf("partitions not made, SQLSTATE '%s'", e.getSQLState());
        }
    }

    /**
     * Makes the partition of the month of {@code moment} and moves what had fallen into the default partition;
     * answers whether it was missing.
     *
     * @throws SQLException if PostgreSQL refuses
     */
    public boolean make(OffsetDateTime moment) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement make = connection.prepareStatement("SELECT audit_make_partition(?)")) {
            make.setObject(1, moment);
            try (ResultSet made = make.executeQuery()) {
                return made.next() && made.getBoolean(1);
            }
        }
    }

    /** Name of the partition that next month needs. */
    String nextMonth() {
        return NAME.format(OffsetDateTime.now(clock.withZone(ZoneOffset.UTC))
                .withDayOfMonth(1)
                .plusMonths(1));
    }
}
