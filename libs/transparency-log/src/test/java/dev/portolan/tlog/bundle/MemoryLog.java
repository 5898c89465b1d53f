package dev.portolan.tlog.bundle;

import dev.portolan.tlog.Checkpoint;
import dev.portolan.tlog.EntryBundle;
import dev.portolan.tlog.GrownLog;
import dev.portolan.tlog.SigningKey;
import dev.portolan.tlog.TileId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The files of a log in memory. */
record MemoryLog(Map<String, byte[]> files) implements LogFiles {

    static final String ORIGIN = "example.com/log";

    /** The files as they are when the log has these entries and {@code key} has signed its head. */
    static MemoryLog of(List<byte[]> entries, SigningKey key) {
        return of(ORIGIN, entries, key);
    }

    /** The same of a log of another origin. */
    static MemoryLog of(String origin, List<byte[]> entries, SigningKey key) {
        GrownLog log = new GrownLog();
        entries.forEach(log::append);
        long size = entries.size();
        Map<String, byte[]> files = new TreeMap<>();
        Checkpoint head = new Checkpoint(origin, size, log.edge().root());
        files.put(CHECKPOINT, head.signedBy(List.of(key)).toString().getBytes(StandardCharsets.UTF_8));
        for (int level = 0; size >>> 8 * level > 0; level++) {
            for (long index = 0; index * 256 < size >>> 8 * level; index++) {
                TileId id = TileId.inTree(level, index, size);
                files.put(id.path(), log.read(id));
            }
        }
        for (int from = 0; from < size; from += 256) {
            TileId id = TileId.inTree(TileId.ENTRIES, from / 256, size);
            files.put(id.path(), EntryBundle.of(entries.subList(from, from + id.width())));
        }
        return new MemoryLog(files);
    }

    /** Another that may be changed. */
    MemoryLog copy() {
        return new MemoryLog(new TreeMap<>(files));
    }

    @Override
    public Optional<byte[]> read(String path) {
        return Optional.ofNullable(files.get(path));
    }

    @Override
    public void close() {}
}
