package dev.portolan.audit.ledger.upkeep;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What one statement answers in one row, kept as metrics: a scrape costs the database nothing. */
final class Figures {

    private static final Logger LOG = Logger.getLogger(Figures.class);

    private final String subject;
    private final AgroalDataSource database;
    private final String statement;
    private final AtomicLongArray latest;

    /**
     * A column of the answer.
     *
     * @param metric its name
     * @param description what it tells, and what it should be
     * @param unit none for plain numbers
     */
    record Figure(
            String metric, String description, @Nullable String unit) {
        Figure(String metric, String description) {
            this(metric, description, null);
        }
    }

    /**
     * @param subject what is measured, in a word for the log
     * @param figures of the columns, in their order; 0 until they are measured
     */
    Figures(String subject, AgroalDataSource database, MeterRegistry meters, String statement, List<Figure> figures) {
        this.subject = subject;
        this.database = database;
        this.statement = statement;
        this.latest = new AtomicLongArray(figures.size());
        for (int i = 0; i < figures.size(); i++) {
            int column = i;
            Gauge.builder(figures.get(i).metric(), latest, all -> (double) all.get(column))
                    .description(figures.get(i).description())
                    .baseUnit(figures.get(i).unit())
                    .register(meters);
        }
    }

    /** Asks again. Where PostgreSQL does not answer, the figures stay as they are. */
    boolean measure() {
        try (Connection connection = database.getConnection();
                Statement measure = connection.createStatement();
                ResultSet row = measure.executeQuery(statement)) {
            if (row.next()) {
                for (int i = 0; i < latest.length(); i++) {
                    latest.set(i, row.getLong(i + 1));
                }
            }
            return true;
        } catch (SQLException e) {
            LOG.warnf("%s not measured, SQLSTATE '%s'", subject, e.getSQLState());
            return false;
        }
    }

    /** What a column was when last measured. */
    long get(int column) {
        return latest.get(column);
    }

    /** Takes this for all that was to be measured. */
    void set(long all) {
        for (int i = 0; i < latest.length(); i++) {
            latest.set(i, all);
        }
    }
}
