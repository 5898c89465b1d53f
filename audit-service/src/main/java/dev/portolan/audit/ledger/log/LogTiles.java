package dev.portolan.audit.ledger.log;

import dev.portolan.audit.ledger.note.Drops;
import dev.portolan.tlog.EntryBundle;
import dev.portolan.tlog.Hash;
import dev.portolan.tlog.TileId;
import dev.portolan.tlog.TileSource;
import dev.portolan.tlog.TreeEdge;
import dev.portolan.tlog.bundle.Ranges;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
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

    private static final String ENTRIES_AT =
            "SELECT leaf_index, entry FROM audit_entry WHERE log = ? AND leaf_index = ANY (?)";

    private static final String LEAVES = "SELECT leaf_index, entry, leaf_hash FROM audit_entry"
            + " WHERE log = ? AND leaf_index >= ? AND leaf_index < ? ORDER BY leaf_index";

    private static final String DROPPED = """
            SELECT l.name, n.entry FROM audit_log AS l, audit_note AS n WHERE l.log = ? AND position(? IN n.entry) > 0
            """;

    private final Statements statements;
    private final int log;
    private final Map<TileId, byte[]> read = new HashMap<>();

    LogTiles(Statements statements, int log) {
        this.statements = statements;
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
        return statements.list(LEAVES, LogTiles::leaf, log, first, end);
    }

    /** The entries at these places, as far as they are there. */
    public Map<Long, byte[]> entries(long[] places) {
        Map<Long, byte[]> entries = new HashMap<>();
        statements
                .list(ENTRIES_AT, LogTiles::entry, log, places)
                .forEach(entry -> entries.put(entry.index(), entry.bytes()));
        return entries;
    }

    /** The hash of a leaf as its tile has it, in a tree of that size. @throws TileMissing if the tile is not there */
    public Hash leafHash(long index, long size) {
        TileId tile = TileId.inTree(0, index / TileId.FULL, size);
        return Hash.at(read(tile), (int) (index % TileId.FULL) * Hash.BYTES);
    }

    /** The places of entries that were dropped with their months, as the logs say. */
    public Ranges dropped() {
        Ranges dropped = new Ranges();
        statements
                .list(DROPPED, row -> new Dropped(row.getString(1), row.getString(2)), log, Drops.SCHEMA)
                .forEach(note -> Drops.places(note.entry(), note.log(), dropped));
        return dropped;
    }

    /** The entries of a bundle, as tlog-tiles has them; one that is not there is empty. */
    public byte[] bundle(TileId id) {
        byte[][] entries = new byte[id.width()][0];
        long first = id.firstEntry();
        statements
                .list(ENTRIES, LogTiles::entry, log, first, first + id.width())
                .forEach(entry -> entries[(int) (entry.index() - first)] = entry.bytes());
        return EntryBundle.of(List.of(entries));
    }

    @Override
    public void close() {
        statements.close();
    }

    private Optional<byte[]> full(TileId tile) {
        return statements
                .one(FULL, row -> row.getBytes(1), log, tile.level(), tile.index())
                .flatMap(hashes -> cut(hashes, tile));
    }

    private Optional<byte[]> partial(TileId tile) {
        return statements
                .one(EDGE, row -> TreeEdge.of(row.getLong(1), row.getBytes(2)), log)
                .filter(edge -> edge.size() >>> 8 * (tile.level() + 1) == tile.index())
                .flatMap(edge -> cut(edge.partial(tile.level()), tile));
    }

    private static Optional<byte[]> cut(byte[] hashes, TileId tile) {
        int length = tile.width() * Hash.BYTES;
        return length <= hashes.length ? Optional.of(Arrays.copyOf(hashes, length)) : Optional.empty();
    }

    private static StoredLeaf leaf(ResultSet row) throws SQLException {
        Hash recomputed = Hash.leaf(row.getString(2).getBytes(StandardCharsets.UTF_8));
        return new StoredLeaf(row.getLong(1), recomputed, Hash.at(row.getBytes(3), 0));
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(row.getLong(1), row.getString(2).getBytes(StandardCharsets.UTF_8));
    }

    @SuppressWarnings("ArrayRecordComponent") // on its way into a bundle
    private record Entry(long index, byte[] bytes) {}

    private record Dropped(String log, String entry) {}
}
