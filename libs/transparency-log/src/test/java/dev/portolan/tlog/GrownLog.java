package dev.portolan.tlog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** A log in memory: entries of all lengths, appended one by one, with the tiles that came of it. */
public final class GrownLog implements TileSource {

    private final List<byte[]> entries = new ArrayList<>();
    private final Map<TileId, byte[]> full = new HashMap<>();
    private final TreeEdge edge = new TreeEdge();

    public static GrownLog of(int size, long seed) {
        Random random = new Random(seed);
        GrownLog log = new GrownLog();
        IntStream.range(0, size).forEach(i -> {
            byte[] entry = new byte[random.nextInt(40)];
            random.nextBytes(entry);
            log.append(entry);
        });
        return log;
    }

    public void append(byte[] entry) {
        entries.add(entry);
        edge.append(Hash.leaf(entry), (id, tile) -> {
            if (full.put(id, tile) != null) {
                throw new AssertionError("full twice: " + id);
            }
        });
    }

    public List<byte[]> entries() {
        return entries;
    }

    public TreeEdge edge() {
        return edge;
    }

    public Map<TileId, byte[]> full() {
        return full;
    }

    public Tree tree() {
        return new Tree(edge.size(), this);
    }

    public NaiveTree naive() {
        return new NaiveTree(entries);
    }

    @Override
    public byte[] read(TileId tile) {
        byte[] hashes = full.getOrDefault(tile.withWidth(TileId.FULL), edge.partial(tile.level()));
        if (hashes.length < tile.width() * Hash.BYTES) {
            throw new TileMissing(tile);
        }
        return Arrays.copyOf(hashes, tile.width() * Hash.BYTES);
    }
}
