package dev.portolan.connector.db.session;

import dev.portolan.connector.db.failure.DatabaseErrors;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.ParameterList;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.SqlCommand;
import org.postgresql.jdbc.PgConnection;

/**
 * One connection to a server, used by one thread at a time; a cancel may come from any other.
 *
 * <p>Two doors: {@link #trusted} for constant statements of ours, several at once, and {@link #single} for anything
 * that a caller wrote. The second hands the text to the driver's executor below JDBC, because every JDBC statement
 * class splits its text on semicolons in the client and runs the pieces one by one: that is how
 * {@code SELECT 1; COMMIT; INSERT …} gets past read-only transactions in Java. Here the text travels whole in one
 * {@code Parse} message of the extended protocol, which the server refuses if it holds more than one command.
 */
public final class Session implements AutoCloseable {
    private final PgConnection connection;
    private final long openedNanos;
    private volatile boolean broken;

    Session(PgConnection connection, long openedNanos) {
        this.connection = connection;
        this.openedNanos = openedNanos;
    }

    /** Runs constant statements, separated by semicolons, in one round trip. Never give it a caller's text. */
    public void trusted(String statements) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(statements);
        } catch (SQLException e) {
            throw DatabaseErrors.of(e);
        }
    }

    /**
     * Runs one statement.
     *
     * @param statement goes to the server as it is, in one Parse message
     * @param parameters values for {@code $1…} in text form; the server decides their types; null is NULL
     * @throws SQLException as the server or driver raised it, for the caller to map with the caller's SQL at hand
     */
    public RawRows single(String statement, List<@Nullable String> parameters) throws SQLException {
        QueryExecutor executor = connection.getQueryExecutor();
        // The positions only tell the driver how many parameters there are; it does not touch the text.
        int[] positions = new int[parameters.size()];
        Query query = executor.wrap(List.of(new NativeQuery(statement, positions, false, SqlCommand.BLANK)));
        ParameterList values = query.createParameterList();
        for (int i = 0; i < parameters.size(); i++) {
            String value = parameters.get(i);
            if (value == null) {
                values.setNull(i + 1, 0);
            } else {
                values.setStringParameter(i + 1, value, 0);
            }
        }
        RowCollector rows = new RowCollector(connection.getEncoding());
        executor.execute(query, values, rows, 0, 0, QueryExecutor.QUERY_ONESHOT | QueryExecutor.QUERY_SUPPRESS_BEGIN);
        return rows.collected();
    }

    /** The name of a type, e.g. {@code int8}, {@code _text} for an array, {@code public.mood}. May ask the server. */
    public String typeName(int oid) throws SQLException {
        String name = connection.getTypeInfo().getPGType(oid);
        return name == null ? "unknown" : name;
    }

    /** Asks the server to end what is running. Blocks for a round trip; the session is not used again afterwards. */
    void cancel() {
        broken = true;
        try {
            connection.cancelQuery();
        } catch (SQLException e) {
            // The server did not take it; statement_timeout ends the query instead.
            broken = true;
        }
    }

    /** Marks the session as not to be used again. */
    public void discard() {
        broken = true;
    }

    /**
     * Makes the session as good as new: ends any transaction and discards everything a session can hold on to,
     * advisory locks included, which survive ROLLBACK.
     *
     * @return whether it may be used again
     */
    boolean reset() {
        if (broken || isClosed()) {
            return false;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
            // Not in one go with ROLLBACK: DISCARD ALL refuses to share a round trip with other commands
            statement.execute("DISCARD ALL");
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    boolean isClosed() {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    long openedNanos() {
        return openedNanos;
    }

    /** Ends the connection; the server rolls back whatever was open. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            broken = true;
        }
    }
}
