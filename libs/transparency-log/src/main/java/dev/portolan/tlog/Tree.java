package dev.portolan.tlog;

import java.util.ArrayList;
import java.util.List;

/**
 * A tree of a certain size, read from tiles. Everything is computed as RFC 6962 §2.1 defines it; perfect subtrees are
 * taken from the tile that has them.
 */
public final class Tree {

    private final long size;
    private final TileSource tiles;

    /**
     * A tree whose tiles are in {@code tiles}.
     *
     * @param size leaves in the tree, not negative
     */
    public Tree(long size, TileSource tiles) {
        this.size = size;
        this.tiles = tiles;
    }

    /** Root of the tree. @throws TileSource.TileMissing if a tile is not there */
    public Hash root() {
        return size == 0 ? Hash.OF_EMPTY_TREE : hash(0, size);
    }

    /** Root of the tree as it was with {@code earlier} leaves, at most {@link #size}. */
    public Hash rootAt(long earlier) {
        return new Tree(earlier, tile -> tiles.read(TileId.inTree(tile.level(), tile.index(), size))).root();
    }

    /** Hash of the leaf at {@code index}, which is in the tree. */
    public Hash leaf(long index) {
        return perfect(0, index);
    }

    /**
     * Shows that the leaf at {@code index} is in the tree (RFC 6962 §2.1.1).
     *
     * @throws IndexOutOfBoundsException if it is not
     */
    public InclusionProof inclusion(long index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("no leaf " + index + " in a tree of " + size);
        }
        List<Hash> path = new ArrayList<>();
        include(index, 0, size, path);
        return new InclusionProof(index, size, path);
    }

    /**
     * Shows that the tree begins with all leaves of the tree of {@code earlier} leaves (RFC 6962 §2.1.2).
     *
     * @throws IndexOutOfBoundsException if there is no such earlier tree
     */
    public ConsistencyProof consistency(long earlier) {
        if (earlier < 0 || earlier > size) {
            throw new IndexOutOfBoundsException("a tree of " + size + " was never one of " + earlier);
        }
        List<Hash> path = new ArrayList<>();
        if (earlier > 0 && earlier < size) {
            include(earlier, 0, size, true, path);
        }
        return new ConsistencyProof(earlier, size, path);
    }

    /** PATH(index, D[from:to]). */
    private void include(long index, long from, long to, List<Hash> path) {
        if (to - from == 1) {
            return;
        }
        long split = from + Long.highestOneBit(to - from - 1);
        if (index < split) {
            include(index, from, split, path);
            path.add(hash(split, to));
        } else {
            include(index, split, to, path);
            path.add(hash(from, split));
        }
    }

    /** SUBPROOF(end, D[from:to], known), where {@code end} counts from the beginning of the tree. */
    private void include(long end, long from, long to, boolean known, List<Hash> path) {
        if (end == to) {
            if (!known) {
                path.add(hash(from, to));
            }
            return;
        }
        long split = from + Long.highestOneBit(to - from - 1);
        if (end <= split) {
            include(end, from, split, known, path);
            path.add(hash(split, to));
        } else {
            include(end, split, to, false, path);
            path.add(hash(from, split));
        }
    }

    /** MTH(D[from:to]); {@code from} is where a perfect subtree as wide as the next power of two may begin. */
    private Hash hash(long from, long to) {
        long width = to - from;
        if (Long.bitCount(width) == 1) {
            int height = Long.numberOfTrailingZeros(width);
            return perfect(height, from >>> height);
        }
        long split = from + Long.highestOneBit(width - 1);
        return Hash.node(hash(from, split), hash(split, to));
    }

    /** Hash of the perfect subtree of this height at this place among those of its height. */
    private Hash perfect(int height, long place) {
        int level = height / 8;
        int within = height % 8;
        long first = place << within;
        TileId id = TileId.inTree(level, first / TileId.FULL, size);
        byte[] tile = tiles.read(id);
        if (tile.length < id.width() * Hash.BYTES) {
            throw new TileSource.TileMissing(id);
        }
        int offset = (int) (first % TileId.FULL);
        List<Hash> hashes = new ArrayList<>();
        for (int i = 0; i < 1 << within; i++) {
            hashes.add(Hash.at(tile, (offset + i) * Hash.BYTES));
        }
        return Hash.root(hashes);
    }
}
