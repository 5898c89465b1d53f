package dev.portolan.audit.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** What is done in one transaction. */
@FunctionalInterface
public interface Transaction<T> {

    /** Does it, on a connection whose transaction is begun and is not this one's to end. */
    T on(Connection connection) throws SQLException;

    /**
     * Does it and returns after the commit. Whatever is thrown instead, an {@link Error} too, it is rolled back: the
     * pool commits what is open in a connection that it gets back.
     */
    static <T> T in(DataSource database, Transaction<T> transaction) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return committed(connection, transaction);
        }
    }

    /** The same, where PostgreSQL may take so long for an answer, that to the commit too. */
    static <T> T in(DataSource database, Duration limit, Transaction<T> transaction) throws SQLException {
        try (Connection connection = database.getConnection()) {
            int before = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, (int) limit.toMillis());
            try {
                return committed(connection, transaction);
            } finally {
                connection.setNetworkTimeout(Runnable::run, before); // the pool does not
            }
        }
    }

    private static <T> T committed(Connection connection, Transaction<T> transaction) throws SQLException {
        connection.setAutoCommit(false);
        try {
            T done = transaction.on(connection);
            connection.commit();
            return done;
        } catch (Throwable e) {
            rollBack(connection, e);
            throw e;
        }
    }

    private static void rollBack(Connection connection, Throwable because) {
        try {
            connection.rollback();
        } catch (SQLException broken) {
            because.addSuppressed(broken); // with the connection its transaction is gone
        }
    }
}
