package dev.portolan.audit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Looks at the log in the database past the service. */
@ApplicationScoped
public class StoredLog {

    private final AgroalDataSource database;

    StoredLog(AgroalDataSource database) {
        this.database = database;
    }

    /**
     * Rows, tree and numbers agree: places without holes, every leaf hash that of its row, the root that of all rows,
     * full tiles where they should be, and as many numbers of each boot as its cursor says. Of records that were
     * dropped with their month only the number can be told.
     */
    public void assertWhole() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            try {
                assertWhole(statement);
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertWhole(Statement statement) throws SQLException {
        long dropped;
        try (ResultSet row = statement.executeQuery("SELECT coalesce(sum(records), 0) FROM audit_dropped")) {
            row.next();
            dropped = row.getLong(1);
        }
        List<String> entries = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("""
                    SELECT leaf_index, entry, leaf_hash = sha256('\\x00' || convert_to(entry, 'UTF8'))
                    FROM audit_entry WHERE log = 1 ORDER BY leaf_index""")) {
            while (rows.next()) {
                assertThat(rows.getLong(1)).isBetween((long) entries.size(), entries.size() + dropped);
                entries.add(rows.getString(2));
                assertThat(rows.getBoolean(3)).isTrue();
            }
        }
        try (ResultSet head = statement.executeQuery("""
                    SELECT size, root, (SELECT count(*) FROM audit_tile WHERE level = 0)
                    FROM audit_log WHERE log = 1""")) {
            head.next();
            assertThat(head.getLong(1)).isEqualTo(entries.size() + dropped);
            if (dropped == 0) {
                assertThat(head.getBytes(2)).isEqualTo(Recomputed.root(entries));
            }
            assertThat(head.getLong(3)).isEqualTo(head.getLong(1) / 256);
        }
        try (ResultSet missing = statement.executeQuery("SELECT * FROM audit_missing")) {
            assertThat(missing.next()).as("a boot misses records").isFalse();
        }
    }

    /** Up to which number a boot's records are here; -1 if nothing was heard of it. */
    public long last(UUID boot) {
        return number("SELECT coalesce(max(last_seq), -1) FROM audit_source WHERE boot_id = '" + boot + "'");
    }

    public long size() {
        return number("SELECT size FROM audit_log WHERE closed_at IS NULL");
    }

    public long number(String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
