package dev.portolan.audit.ledger.log;

import dev.portolan.audit.ledger.LedgerUnavailable;
import dev.portolan.audit.ledger.note.Drops;
import dev.portolan.tlog.EntryBundle;
import dev.portolan.tlog.Hash;
import dev.portolan.tlog.TileId;
import dev.portolan.tlog.TileSource;
import dev.portolan.tlog.TreeEdge;
import dev.portolan.tlog.bundle.Ranges;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tiles and entries of one log. Full tiles are rows; partial ones are cut from the edge of the tree, or from the tile
 * that has become full since. What was read is remembered until this is closed, so that a proof reads each tile once.
 */
public final class LogTiles implements TileSource, AutoCloseable {

    private static final String FULL = "SELECT hashes FROM audit_tile WHERE log = ? AND level = ? AND index = ?";
    private static final String EDGE = "SELECT size, edge FROM audit_log WHERE log = ?";
    private static final String ENTRIES =
            "SELECT leaf_index, entry FROM audit_entry" + " WHERE log = ? AND leaf_index >= ? AND leaf_index < ?";

    private static final String LEAVES = "SELECT leaf_index, entry, leaf_hash FROM audit_entry"
            + " WHERE log = ? AND leaf_index >= ? AND leaf_index < ? ORDER BY leaf_index";

    private static final String DROPPED = """
            SELECT l.name, n.entry FROM audit_log AS l, audit_note AS n WHERE l.log = ? AND position(? IN n.entry) > 0
            """;

    private final Connection connection;
    private final int log;
    private final Map<TileId, byte[]> read = new HashMap<>();

    LogTiles(Connection connection, int log) {
        this.connection = connection;
        this.log = log;
    }

    @Override
    public byte[] read(TileId tile) {
        // full, partial, or full by the time the edge was looked at
        return read.computeIfAbsent(
                tile, id -> full(id).or(() -> partial(id)).or(() -> full(id)).orElseThrow(() -> new TileMissing(id)));
    }

    /** The leaves from the first to before the end, in their order, as far as they are there. */
    public List<StoredLeaf> leaves(long first, long end) {
        List<StoredLeaf> leaves = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(LEAVES)) {
            select.setInt(1, log);
            select.setLong(2, first);
            select.setLong(3, end);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Hash recomputed = Hash.leaf(rows.getString(2).getBytes(StandardCharsets.UTF_8));
                    leaves.add(new StoredLeaf(rows.getLong(1), recomputed, Hash.at(rows.getBytes(3), 0)));
                }
            }
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
        return leaves;
    }

    /** The hash of a leaf as its tile has it, in a tree of that size. @throws TileMissing if the tile is not there */
    public Hash leafHash(long index, long size) {
        TileId tile = TileId.inTree(0, index / TileId.FULL, size);
        return Hash.at(read(tile), (int) (index % TileId.FULL) * Hash.BYTES);
    }

    /** The places of entries that were dropped with their months, as the logs say. */
    public Ranges dropped() {
        Ranges dropped = new Ranges();
        try (PreparedStatement select = connection.prepareStatement(DROPPED)) {
            select.setInt(1, log);
            select.setString(2, Drops.SCHEMA);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Drops.places(rows.getString(2), rows.getString(1), dropped);
                }
            }
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
        return dropped;
    }

    /** The entries of a bundle, as tlog-tiles has them; one that is not there is empty. */
    public byte[] bundle(TileId id) {
        byte[][] entries = new byte[id.width()][0];
        try (PreparedStatement select = connection.prepareStatement(ENTRIES)) {
            select.setInt(1, log);
            select.setLong(2, id.firstEntry());
            select.setLong(3, id.firstEntry() + id.width());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    int at = (int) (rows.getLong(1) - id.firstEntry());
                    entries[at] = rows.getString(2).getBytes(StandardCharsets.UTF_8);
                }
            }
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
        return EntryBundle.of(List.of(entries));
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }

    private Optional<byte[]> full(TileId tile) {
        try (PreparedStatement select = connection.prepareStatement(FULL)) {
            select.setInt(1, log);
            select.setInt(2, tile.level());
            select.setLong(3, tile.index());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? cut(row.getBytes(1), tile) : Optional.empty();
            }
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }

    private Optional<byte[]> partial(TileId tile) {
        try (PreparedStatement select = connection.prepareStatement(EDGE)) {
            select.setInt(1, log);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next() || row.getLong(1) >>> 8 * (tile.level() + 1) != tile.index()) {
                    return Optional.empty();
                }
                return cut(TreeEdge.of(row.getLong(1), row.getBytes(2)).partial(tile.level()), tile);
            }
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }

    private static Optional<byte[]> cut(byte[] hashes, TileId tile) {
        int length = tile.width() * Hash.BYTES;
        return length <= hashes.length ? Optional.of(Arrays.copyOf(hashes, length)) : Optional.empty();
    }
}
