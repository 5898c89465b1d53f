package dev.portolan.audit.scrub;

import dev.portolan.audit.ledger.log.Head;
import dev.portolan.audit.ledger.log.LogTiles;
import dev.portolan.audit.ledger.log.StoredLeaf;
import dev.portolan.tlog.Checkpoint;
import dev.portolan.tlog.Hash;
import dev.portolan.tlog.TileId;
import dev.portolan.tlog.TileSource;
import dev.portolan.tlog.TreeEdge;
import dev.portolan.tlog.bundle.Ranges;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One reading of a log from its first entry to the head it had when the reading began: record to leaf, leaf to tile,
 * tiles to root, and the root to what was signed. Entries that were dropped with their month are taken from their tile.
 */
final class Pass {

    /** Something is not what it was, and where. */
    record Fault(long index, String what) {}

    private final Head head;
    private final Optional<Checkpoint> signed;
    private final TreeEdge edge = new TreeEdge();
    private Ranges dropped = new Ranges();
    private long absent;

    /**
     * @param head up to which the log is read
     * @param signed a checkpoint of that log, if there is one
     */
    Pass(Head head, Optional<Checkpoint> signed) {
        this.head = head;
        this.signed = signed;
    }

    int log() {
        return head.log();
    }

    String name() {
        return head.name();
    }

    /** Entries read so far. */
    long done() {
        return edge.size();
    }

    /** Entries that are not there any more. */
    long absent() {
        return absent;
    }

    boolean isOver() {
        return edge.size() == head.size();
    }

    /** Reads on, at most so many entries; answers the first thing that is wrong, after which the pass is of no use. */
    Optional<Fault> advance(LogTiles tiles, int entries) {
        long end = Math.min(head.size(), edge.size() + entries);
        try {
            for (StoredLeaf leaf : tiles.leaves(edge.size(), end)) {
                Optional<Fault> fault = upTo(leaf.index(), tiles).or(() -> append(leaf, tiles));
                if (fault.isPresent()) {
                    return fault;
                }
            }
            return upTo(end, tiles);
        } catch (TileSource.TileMissing missing) {
            return Optional.of(new Fault(
                    missing.tile().firstEntry(), "tile " + missing.tile().path() + " is gone"));
        }
    }

    /** Entries that are not there are in their tile, if they were dropped. */
    private Optional<Fault> upTo(long index, LogTiles tiles) {
        while (edge.size() < index) {
            absent++;
            if (!wasDropped(edge.size(), tiles)) {
                return Optional.of(new Fault(edge.size(), "the record is gone, and it was not dropped with its month"));
            }
            Optional<Fault> fault = append(tiles.leafHash(edge.size(), head.size()), tiles);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private boolean wasDropped(long index, LogTiles tiles) {
        if (dropped.firstOutside(index, index).isPresent()) {
            dropped = tiles.dropped(); // perhaps only now
        }
        return dropped.firstOutside(index, index).isEmpty();
    }

    private Optional<Fault> append(StoredLeaf leaf, LogTiles tiles) {
        return leaf.recomputed().equals(leaf.stored())
                ? append(leaf.recomputed(), tiles)
                : Optional.of(new Fault(leaf.index(), "the record is not the one that was appended"));
    }

    private Optional<Fault> append(Hash leaf, LogTiles tiles) {
        List<Fault> faults = new ArrayList<>();
        edge.append(leaf, (tile, hashes) -> different(tile, hashes, tiles.read(tile))
                .ifPresent(faults::add));
        return faults.stream().findFirst().or(this::otherRoot);
    }

    private static Optional<Fault> different(TileId tile, byte[] recomputed, byte[] stored) {
        int at = Arrays.mismatch(recomputed, stored);
        if (at < 0) {
            return Optional.empty();
        }
        long hashesBelow = 1L << 8 * tile.level();
        long index = (tile.index() * TileId.FULL + at / Hash.BYTES) * hashesBelow;
        return Optional.of(new Fault(index, "the record and " + tile.path() + " are not of one log"));
    }

    private Optional<Fault> otherRoot() {
        if (signed.filter(checkpoint ->
                        checkpoint.size() == edge.size() && !checkpoint.root().equals(edge.root()))
                .isPresent()) {
            return Optional.of(new Fault(edge.size(), "the tree is not the one that was signed"));
        }
        return isOver() && !head.root().equals(edge.root())
                ? Optional.of(new Fault(edge.size(), "the tree has another root than its head says"))
                : Optional.empty();
    }
}
