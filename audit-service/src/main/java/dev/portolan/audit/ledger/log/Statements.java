package dev.portolan.audit.ledger.log;

import dev.portolan.audit.ledger.LedgerUnavailable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Statements on one connection. Every method throws {@link LedgerUnavailable} if PostgreSQL does not answer. */
final class Statements implements AutoCloseable {

    private final Connection connection;

    private Statements(Connection connection) {
        this.connection = connection;
    }

    /** Takes a connection. */
    static Statements on(DataSource database) {
        try {
            return new Statements(database.getConnection());
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }

    /** What is made of one row. */
    interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    <T> Optional<T> one(String sql, Reading<T> reading, Object... parameters) {
        return list(sql, reading, parameters).stream().findFirst();
    }

    <T> List<T> list(String sql, Reading<T> reading, Object... parameters) {
        try (PreparedStatement select = prepared(sql, parameters);
                ResultSet row = select.executeQuery()) {
            List<T> list = new ArrayList<>();
            while (row.next()) {
                list.add(reading.read(row));
            }
            return list;
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }

    void update(String sql, Object... parameters) {
        try (PreparedStatement update = prepared(sql, parameters)) {
            update.executeUpdate();
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }

    private PreparedStatement prepared(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
