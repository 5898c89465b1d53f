package dev.portolan.audit.store;

import dev.portolan.audit.problem.Refused;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Asks PostgreSQL, in a transaction that cannot write and gives up after {@link ReadConfig#timeout}. */
@ApplicationScoped
public class Reading {

    private static final Logger LOG = Logger.getLogger(Reading.class);

    private final AgroalDataSource database;
    private final ReadConfig config;

    Reading(AgroalDataSource database, ReadConfig config) {
        this.database = database;
        this.config = config;
    }

    /**
     * All rows of an answer; bound their number in the question.
     *
     * @throws Refused if PostgreSQL does not answer, or not in time
     */
    public <T> List<T> list(Clause question, RowReader<T> reader) {
        return ask(question, rows -> {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(reader.read(rows));
            }
            return found;
        });
    }

    /**
     * An answer with the names of its columns.
     *
     * @throws Refused if PostgreSQL does not answer, or not in time
     */
    public Table table(Clause question) {
        return ask(question, Table::of);
    }

    private <T> T ask(Clause question, RowReader<T> reader) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                bound(connection);
                try (PreparedStatement statement = connection.prepareStatement(question.sql())) {
                    bind(statement, question.values());
                    try (ResultSet rows = statement.executeQuery()) {
                        return reader.read(rows);
                    }
                }
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            String state = e.getSQLState() == null ? "" : e.getSQLState();
            LOG.warnf("question not answered, SQLSTATE '%s'", state);
            throw new Refused(ReadFailures.problem(state));
        }
    }

    /** Planned for the values that are asked for: one plan for all spans of time is a bad one for each. */
    private void bound(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION READ ONLY; SET LOCAL plan_cache_mode = force_custom_plan;"
                    + " SET LOCAL statement_timeout = " + config.timeout().toMillis());
        }
    }

    private static void bind(PreparedStatement statement, List<Object> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            statement.setObject(i + 1, value instanceof Instant moment ? moment.atOffset(ZoneOffset.UTC) : value);
        }
    }
}
