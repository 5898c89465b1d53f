package dev.portolan.audit.ledger.log;

import dev.portolan.tlog.Hash;
import dev.portolan.tlog.TreeEdge;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The head of the open log, held locked for one transaction: who has it gives out the next places. */
public final class LogHead {

    private static final String LOCK = "SELECT log, size, edge FROM audit_log WHERE closed_at IS NULL FOR UPDATE";
    private static final String MOVE = "UPDATE audit_log SET size = ?, root = ?, edge = ? WHERE log = ? AND size = ?";
    private static final String INSERT_TILE = "INSERT INTO audit_tile (log, level, index, hashes) VALUES (?, ?, ?, ?)";

    private final Connection connection;
    private final int log;
    private final TreeEdge edge;

    private LogHead(Connection connection, int log, TreeEdge edge) {
        this.connection = connection;
        this.log = log;
        this.edge = edge;
    }

    /** Waits for the head. @throws SQLException also if no log is open */
    public static LogHead lock(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(LOCK);
                ResultSet row = lock.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("no log is open", "55000");
            }
            return new LogHead(connection, row.getInt(1), TreeEdge.of(row.getLong(2), row.getBytes(3)));
        }
    }

    /** The place of the next leaf. */
    public Place next() {
        return new Place(log, edge.size());
    }

    /** Root of its tree. */
    public Hash root() {
        return edge.root();
    }

    /**
     * Appends leaves and writes head and full tiles.
     *
     * @throws SQLException also if the head is not where it was, which the lock is there to prevent
     */
    public void append(List<Hash> leaves) throws SQLException {
        long before = edge.size();
        List<FullTile> full = new ArrayList<>();
        for (Hash leaf : leaves) {
            edge.append(leaf, (id, hashes) -> full.add(new FullTile(id.level(), id.index(), hashes)));
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT_TILE)) {
            for (FullTile tile : full) {
                insert.setInt(1, log);
                insert.setInt(2, tile.level());
                insert.setLong(3, tile.index());
                insert.setBytes(4, tile.hashes());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        try (PreparedStatement move = connection.prepareStatement(MOVE)) {
            move.setLong(1, edge.size());
            move.setBytes(2, edge.root().toBytes());
            move.setBytes(3, edge.toBytes());
            move.setInt(4, log);
            move.setLong(5, before);
            if (move.executeUpdate() != 1) {
                throw new SQLException("another transaction appended meanwhile", "40001");
            }
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // on its way into a row
    private record FullTile(int level, long index, byte[] hashes) {}
}
