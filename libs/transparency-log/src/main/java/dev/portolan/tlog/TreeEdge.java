package dev.portolan.tlog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The right edge of a growing tree: on each level the hashes that do not fill a tile yet. It is all that is needed to
 * append and to know the root: at most 255 hashes on each of log256(size) levels.
 *
 * <p>Not safe for use by several threads.
 */
public final class TreeEdge {

    private long size;

    /** For each level the hashes of its partial tile; their count follows from the size. */
    private final List<List<Hash>> levels = new ArrayList<>();

    /** The edge of the tree without leaves. */
    public TreeEdge() {}

    /**
     * Reads {@link #toBytes()}.
     *
     * @param size leaves in the tree
     * @throws IllegalArgumentException if a tree of this size has no such edge
     */
    public static TreeEdge of(long size, byte[] bytes) {
        TreeEdge edge = new TreeEdge();
        edge.size = size;
        int offset = 0;
        for (long rest = size; rest > 0; rest >>>= 8) {
            int end = offset + (int) (rest & 255) * Hash.BYTES;
            if (end > bytes.length) {
                break;
            }
            edge.levels.add(hashes(Arrays.copyOfRange(bytes, offset, end)));
            offset = end;
        }
        if (size < 0 || !Arrays.equals(edge.toBytes(), bytes) || edge.levels.size() != levels(size)) {
            throw new IllegalArgumentException("a tree of " + size + " leaves has another edge");
        }
        return edge;
    }

    /**
     * Appends a leaf.
     *
     * @param full is given each tile that became full, with its hashes, lowest level first
     */
    public void append(Hash leaf, BiConsumer<TileId, byte[]> full) {
        size++;
        Hash hash = leaf;
        for (int level = 0; ; level++) {
            if (level == levels.size()) {
                levels.add(new ArrayList<>());
            }
            List<Hash> partial = levels.get(level);
            partial.add(hash);
            if (partial.size() < TileId.FULL) {
                return;
            }
            full.accept(new TileId(level, (size >>> (8 * (level + 1))) - 1, TileId.FULL), bytes(partial));
            hash = Hash.root(partial);
            partial.clear();
        }
    }

    /** Leaves in the tree. */
    public long size() {
        return size;
    }

    /** Root of the tree. */
    public Hash root() {
        List<Hash> peaks = new ArrayList<>();
        for (List<Hash> partial : levels) {
            // the perfect subtrees of this level, the smallest and rightmost first
            for (int end = partial.size(); end > 0; end &= end - 1) {
                peaks.add(Hash.root(partial.subList(end - Integer.lowestOneBit(end), end)));
            }
        }
        return peaks.stream().reduce((right, left) -> Hash.node(left, right)).orElse(Hash.OF_EMPTY_TREE);
    }

    /** The hashes of the partial tile of a level, empty if there is none: the last tile is full or nothing is there. */
    public byte[] partial(int level) {
        return level < levels.size() ? bytes(levels.get(level)) : new byte[0];
    }

    /** All hashes, the lowest level first; together with the size it is the edge. */
    public byte[] toBytes() {
        return bytes(levels.stream().flatMap(List::stream).toList());
    }

    /** Hashes written one after the other, as they are in a tile. */
    static byte[] bytes(List<Hash> hashes) {
        byte[] bytes = new byte[hashes.size() * Hash.BYTES];
        for (int i = 0; i < hashes.size(); i++) {
            hashes.get(i).copyTo(bytes, i * Hash.BYTES);
        }
        return bytes;
    }

    /** The reverse of {@link #bytes}. */
    static List<Hash> hashes(byte[] bytes) {
        List<Hash> hashes = new ArrayList<>(bytes.length / Hash.BYTES);
        for (int offset = 0; offset < bytes.length; offset += Hash.BYTES) {
            hashes.add(Hash.at(bytes, offset));
        }
        return hashes;
    }

    private static int levels(long size) {
        return (64 - Long.numberOfLeadingZeros(size) + 7) / 8;
    }
}
