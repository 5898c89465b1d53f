package dev.portolan.local.command;

import dev.portolan.tlog.Checkpoint;
import dev.portolan.tlog.EntryBundle;
import dev.portolan.tlog.Hash;
import dev.portolan.tlog.SigningKey;
import dev.portolan.tlog.TileId;
import dev.portolan.tlog.TreeEdge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A log as files, as audit-service gives it. */
final class WrittenLog {

    private WrittenLog() {}

    /** Writes one with these entries, signed. */
    static Checkpoint write(Path log, String origin, List<String> records, SigningKey key) {
        TreeEdge edge = new TreeEdge();
        List<byte[]> entries = records.stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        for (byte[] entry : entries) {
            edge.append(Hash.leaf(entry), (id, hashes) -> write(log, id.path(), hashes));
        }
        for (int from = 0; from < entries.size(); from += 256) {
            TileId id = TileId.inTree(TileId.ENTRIES, from / 256, entries.size());
            write(log, id.path(), EntryBundle.of(entries.subList(from, from + id.width())));
        }
        for (int level = 0; entries.size() >> 8 * level > 0; level++) {
            if (edge.partial(level).length > 0) {
                TileId id = TileId.inTree(level, entries.size() >> 8 * (level + 1), entries.size());
                write(log, id.path(), edge.partial(level));
            }
        }
        Checkpoint head = new Checkpoint(origin, entries.size(), edge.root());
        write(log, "checkpoint", note(head, key));
        return head;
    }

    /** Adds the stamp of a checkpoint. */
    static void stamp(Path log, byte[] checkpoint, long size, byte[] token) {
        write(log, "stamps/" + size + ".checkpoint", checkpoint);
        write(log, "stamps/" + size + ".tst", token);
        write(log, "stamps/sizes", (size + "\n").getBytes(StandardCharsets.UTF_8));
    }

    static byte[] note(Checkpoint head, SigningKey key) {
        return head.signedBy(List.of(key)).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(Path log, String path, byte[] bytes) {
        try {
            Path file = log.resolve(path);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
