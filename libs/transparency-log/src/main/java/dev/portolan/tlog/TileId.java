package dev.portolan.tlog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a tile, 256 hashes of one level side by side, or a bundle, the 256 entries below a tile of level 0.
 *
 * @param level 0 to 7; {@link #ENTRIES} for a bundle
 * @param index place among those of its level, from 0
 * @param width how many of its 256 there are, 1 to 256
 */
public record TileId(int level, long index, int width) {

    /** Hashes in a full tile, entries in a full bundle. */
    public static final int FULL = 256;

    /** Level of bundles. */
    public static final int ENTRIES = -1;

    /** A tile above this level would have more entries below it than can be counted. */
    private static final int MAX_LEVEL = 7;

    private static final Pattern PATH = Pattern.compile(
            "tile/(?<level>entries|[0-7])/(?<index>(?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/(?<width>[0-9]{1,3}))?");

    /** @throws IllegalArgumentException if a number is out of range */
    public TileId {
        if (level < ENTRIES || level > MAX_LEVEL || index < 0 || width < 1 || width > FULL) {
            throw new IllegalArgumentException("no tile has level " + level + ", index " + index + ", width " + width);
        }
    }

    /** The tile with these hashes as it is in a tree of {@code size} leaves, which must be in that tree. */
    public static TileId inTree(int level, long index, long size) {
        long hashes = level <= 0 ? size : size >>> (8 * level);
        return new TileId(level, index, (int) Math.min(FULL, hashes - index * FULL));
    }

    /**
     * Reads {@link #path()}.
     *
     * @throws IllegalArgumentException if it is none: also if a number has more zeros than it should
     */
    public static TileId parse(String path) {
        Matcher parts = PATH.matcher(path);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not the path of a tile");
        }
        String level = parts.group("level");
        String width = parts.group("width");
        String index = parts.group("index").replace("x", "").replace("/", "");
        TileId tile = new TileId(
                level.equals("entries") ? ENTRIES : Integer.parseInt(level),
                Long.parseLong(index),
                width == null ? FULL : Integer.parseInt(width));
        if (!tile.path().equals(path)) {
            throw new IllegalArgumentException("not the path of a tile");
        }
        return tile;
    }

    /** Path below the log's URL, e.g. {@code tile/0/x001/x234/067.p/112}; it does not begin with a slash. */
    public String path() {
        StringBuilder path = new StringBuilder(String.format("%03d", index % 1000));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            path.insert(0, String.format("x%03d/", rest % 1000));
        }
        path.insert(0, "tile/" + (level == ENTRIES ? "entries" : level) + "/");
        return width == FULL ? path.toString() : path + ".p/" + width;
    }

    /** Whether nothing will be added to it. */
    public boolean isFull() {
        return width == FULL;
    }

    /** Index of the first entry below it. */
    public long firstEntry() {
        return index * FULL << (8 * Math.max(level, 0));
    }

    /** The same tile when it was narrower or will be wider. */
    public TileId withWidth(int other) {
        return new TileId(level, index, other);
    }
}
