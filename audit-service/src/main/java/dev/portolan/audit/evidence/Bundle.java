package dev.portolan.audit.evidence;

import dev.portolan.audit.ledger.log.Head;
import dev.portolan.audit.ledger.log.LogStamps;
import dev.portolan.audit.ledger.log.LogTiles;
import dev.portolan.audit.ledger.log.Logs;
import dev.portolan.tlog.SignedNote;
import dev.portolan.tlog.TileId;
import dev.portolan.tlog.TileSource;
import dev.portolan.tlog.bundle.LogFiles;
import dev.portolan.tlog.bundle.Stamp;
import dev.portolan.tlog.bundle.Stamps;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jboss.logging.Logger;

/**
 * Logs as a zip: one alone, or several, each below its name.
 *
 * @param logs where they are
 * @param parts the oldest first
 */
record Bundle(Logs logs, List<Part> parts) {

    private static final Logger LOG = Logger.getLogger(Bundle.class);

    /**
     * One of the logs.
     *
     * @param name empty if it is alone
     * @param log its number
     * @param size entries of it
     * @param note its newest checkpoint; none if it was closed before it had one
     */
    record Part(String name, int log, long size, Optional<SignedNote> note) {

        private Part(Head head, long size, Optional<SignedNote> note) {
            this(head.name(), head.log(), size, note);
        }

        private Part(Head head, SignedNote note) {
            this(head, Served.head(note).size(), Optional.of(note));
        }

        private String directory() {
            return name.isEmpty() ? "" : name + "/";
        }
    }

    /** One log alone, up to its newest checkpoint. */
    static Bundle of(Logs logs, int log, SignedNote note) {
        return new Bundle(logs, List.of(new Part("", log, Served.head(note).size(), Optional.of(note))));
    }

    /** All logs: those that are closed whole, as the one after each vouches for it. */
    static Bundle ofAll(Logs logs, IntFunction<SignedNote> newest) {
        return new Bundle(
                logs,
                logs.all().stream()
                        .map(head -> head.closed()
                                ? new Part(
                                        head,
                                        head.size(),
                                        logs.checkpoint(head.log()).map(SignedNote::parse))
                                : new Part(head, newest.apply(head.log())))
                        .toList());
    }

    /** Entries of all. */
    long size() {
        return parts.stream().mapToLong(Part::size).sum();
    }

    /** Writes it all. @throws IOException if the reader is gone */
    void write(OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        zip.setLevel(Deflater.BEST_SPEED);
        String names = parts.stream().map(part -> part.name() + "\n").collect(Collectors.joining());
        if (!names.isBlank()) {
            add(zip, LogFiles.LOGS, names.getBytes(StandardCharsets.UTF_8));
        }
        for (Part part : parts) {
            write(zip, part);
        }
        zip.finish();
    }

    private void write(ZipOutputStream zip, Part part) throws IOException {
        if (part.note().isPresent()) {
            byte[] note = part.note().get().toString().getBytes(StandardCharsets.UTF_8);
            add(zip, part.directory() + LogFiles.CHECKPOINT, note);
        }
        writeStamps(zip, part);
        long size = part.size();
        for (int level = 0; size >>> 8 * level > 0; level++) {
            long hashes = size >>> 8 * level;
            for (long index = 0; index * TileId.FULL < hashes; index++) {
                add(zip, part, TileId.inTree(level, index, size));
                if (level == 0) {
                    add(zip, part, TileId.inTree(TileId.ENTRIES, index, size));
                }
            }
        }
    }

    private void writeStamps(ZipOutputStream zip, Part part) throws IOException {
        List<Long> sizes;
        try (LogStamps stamps = logs.stamps(part.log())) {
            sizes = stamps.sizes(part.size());
        }
        if (!sizes.isEmpty()) {
            add(zip, part.directory() + Stamps.SIZES, Stamps.list(sizes));
        }
        for (long size : sizes) {
            Stamp stamp;
            try (LogStamps stamps = logs.stamps(part.log())) {
                stamp = stamps.of(size).orElseThrow();
            }
            add(zip, part.directory() + Stamps.checkpoint(size), stamp.checkpoint());
            add(zip, part.directory() + Stamps.token(size), stamp.token());
        }
    }

    /** Takes a connection for each file, so that a slow reader keeps none. What is missing is left out, and missed. */
    private void add(ZipOutputStream zip, Part part, TileId id) throws IOException {
        byte[] bytes;
        try (LogTiles tiles = logs.tiles(part.log())) {
            bytes = id.level() == TileId.ENTRIES ? tiles.bundle(id) : tiles.read(id);
        } catch (TileSource.TileMissing e) {
            LOG.errorf("%s%s is missing in the database", part.directory(), id.path());
            return;
        }
        add(zip, part.directory() + id.path(), bytes);
    }

    private static void add(ZipOutputStream zip, String path, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(path));
        zip.write(bytes);
        zip.closeEntry();
    }
}
