package dev.portolan.audit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Looks at the log in the database past the service. */
@ApplicationScoped
public class StoredLog {

    private final Database database;

    StoredLog(Database database) {
        this.database = database;
    }

    /**
     * Rows, tree and numbers agree: a row or a drop on record at each place, every leaf hash that of its row, the root
     * that of all leaves, full tiles where they should be, and as many numbers of each boot as its cursor says.
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
        byte[] hashes = hashes(statement);
        Set<Long> dropped = dropped(statement);
        List<byte[]> leaves = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(
                "SELECT leaf_index, entry, leaf_hash FROM audit_entry WHERE log = 1 ORDER BY leaf_index")) {
            while (rows.next()) {
                fillUp(leaves, rows.getLong(1), dropped, hashes);
                byte[] leaf = Recomputed.leaf(rows.getString(2));
                assertThat(rows.getBytes(3)).isEqualTo(leaf);
                assertThat(at(hashes, leaves.size())).isEqualTo(leaf);
                leaves.add(leaf);
            }
        }
        fillUp(leaves, hashes.length / 32, dropped, hashes);
        try (ResultSet head = statement.executeQuery("SELECT size, root FROM audit_log WHERE log = 1")) {
            head.next();
            assertThat(head.getLong(1)).isEqualTo(leaves.size());
            assertThat(head.getBytes(2)).isEqualTo(Recomputed.rootOfLeaves(leaves));
        }
        try (ResultSet missing = statement.executeQuery("SELECT * FROM audit_missing")) {
            assertThat(missing.next()).as("a boot misses records").isFalse();
        }
    }

    /** Of places without row, which must have been dropped, the leaf is the one in its tile. */
    private static void fillUp(List<byte[]> leaves, long index, Set<Long> dropped, byte[] hashes) {
        while (leaves.size() < index) {
            assertThat(dropped).as("no row and not dropped").contains((long) leaves.size());
            leaves.add(at(hashes, leaves.size()));
        }
        assertThat(leaves).hasSize((int) index);
    }

    private static byte[] at(byte[] hashes, int leaf) {
        return Arrays.copyOfRange(hashes, leaf * 32, leaf * 32 + 32);
    }

    /** Level 0 of the tree: its full tiles, then the partial one. */
    private static byte[] hashes(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("""
                    SELECT coalesce(string_agg(t.hashes, '' ORDER BY t.index), '')
                           || (SELECT substr(edge, 1, (size % 256)::int * 32) FROM audit_log WHERE log = 1),
                           count(*) = (SELECT size / 256 FROM audit_log WHERE log = 1)
                    FROM audit_tile AS t WHERE t.log = 1 AND t.level = 0""")) {
            row.next();
            assertThat(row.getBoolean(2)).as("a tile is missing").isTrue();
            return row.getBytes(1);
        }
    }

    private static Set<Long> dropped(Statement statement) throws SQLException {
        Set<Long> dropped = new HashSet<>();
        try (ResultSet rows = statement.executeQuery("""
                    SELECT generate_series((range ->> 0)::bigint, (range ->> 1)::bigint)
                    FROM audit_note, jsonb_array_elements(entry::jsonb -> 'leaves') AS range
                    WHERE entry::jsonb ->> 'schema' = 'portolan.dropped/1' AND entry::jsonb ->> 'log' = 'main'""")) {
            while (rows.next()) {
                dropped.add(rows.getLong(1));
            }
        }
        return dropped;
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
