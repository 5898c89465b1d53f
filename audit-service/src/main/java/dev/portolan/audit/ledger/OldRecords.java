package dev.portolan.audit.ledger;

import dev.portolan.audit.ledger.log.LogHead;
import dev.portolan.tlog.Hash;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * Makes the records of before the log its first leaves: the boots in the order in which they were first heard of, the
 * records of each by number. From then on no row is without its place. Nobody writes meanwhile.
 */
public final class OldRecords implements JavaMigration {

    private static final String BEGIN = """
            SET LOCAL statement_timeout = 0;
            LOCK TABLE audit_event, audit_opaque IN EXCLUSIVE MODE;
            INSERT INTO audit_source (boot_id, gateway_id, last_seq)
              SELECT boot_id, min(gateway_id), max(seq) FROM audit_event GROUP BY boot_id;
            """;

    private static final String EVENTS = """
            SELECT e.occurred_at, e.event_id, e.canonical
            FROM audit_event e
            JOIN (SELECT boot_id, min(ingested_at) AS heard FROM audit_event GROUP BY boot_id) b USING (boot_id)
            ORDER BY b.heard, boot_id, e.seq, e.event_id
            """;

    private static final String PLACE_EVENT =
            "UPDATE audit_event SET leaf_index = ?, leaf_hash = ? WHERE occurred_at = ? AND event_id = ?";

    private static final String OPAQUE =
            "SELECT sha256, raw, parse_error FROM audit_opaque ORDER BY received_at, sha256";

    private static final String PLACE_OPAQUE =
            "UPDATE audit_opaque SET leaf_index = ?, leaf_hash = ?, entry = ? WHERE sha256 = ?";

    private static final String END = """
            ALTER TABLE audit_event ALTER leaf_index SET NOT NULL, ALTER leaf_hash SET NOT NULL;
            ALTER TABLE audit_opaque ALTER leaf_index SET NOT NULL, ALTER leaf_hash SET NOT NULL,
              ALTER entry SET NOT NULL, ADD PRIMARY KEY (log, leaf_index);
            CREATE INDEX audit_event_leaf ON audit_event (log, leaf_index);
            """;

    private static final int FETCH = 1000;

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("5");
    }

    @Override
    public String getDescription() {
        return "old records enter the log";
    }

    @Override
    public Integer getChecksum() {
        return 1;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        Connection connection = context.getConnection();
        execute(connection, BEGIN);
        LogHead head = LogHead.lock(connection);
        place(connection, head, EVENTS, PLACE_EVENT, OldRecords::event);
        place(connection, head, OPAQUE, PLACE_OPAQUE, OldRecords::opaque);
        execute(connection, END);
    }

    private static void place(Connection connection, LogHead head, String rows, String update, Placing placing)
            throws SQLException {
        try (PreparedStatement read = connection.prepareStatement(rows);
                PreparedStatement write = connection.prepareStatement(update)) {
            read.setFetchSize(FETCH);
            List<Hash> leaves = new ArrayList<>();
            try (ResultSet row = read.executeQuery()) {
                while (row.next()) {
                    leaves.add(placing.place(row, write, head.next().index() + leaves.size()));
                    write.addBatch();
                    if (leaves.size() == FETCH) {
                        write.executeBatch();
                        head.append(leaves);
                        leaves.clear();
                    }
                }
            }
            write.executeBatch();
            head.append(leaves);
        }
    }

    private static Hash event(ResultSet row, PreparedStatement write, long index) throws SQLException {
        Hash leaf = Hash.leaf(row.getString(3).getBytes(StandardCharsets.UTF_8));
        write.setLong(1, index);
        write.setBytes(2, leaf.toBytes());
        write.setTimestamp(3, row.getTimestamp(1));
        write.setObject(4, row.getObject(2));
        return leaf;
    }

    private static Hash opaque(ResultSet row, PreparedStatement write, long index) throws SQLException {
        byte[] entry = new OpaqueEntry(row.getBytes(2), row.getString(3), Optional.empty()).entry();
        Hash leaf = Hash.leaf(entry);
        write.setLong(1, index);
        write.setBytes(2, leaf.toBytes());
        write.setString(3, new String(entry, StandardCharsets.UTF_8));
        write.setBytes(4, row.getBytes(1));
        return leaf;
    }

    private static void execute(Connection connection, String script) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(script);
        }
    }

    private interface Placing {
        Hash place(ResultSet row, PreparedStatement write, long index) throws SQLException;
    }
}
