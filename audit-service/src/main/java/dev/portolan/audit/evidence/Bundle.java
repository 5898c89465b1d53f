package dev.portolan.audit.evidence;

import dev.portolan.audit.ledger.log.LogTiles;
import dev.portolan.audit.ledger.log.Logs;
import dev.portolan.tlog.SignedNote;
import dev.portolan.tlog.TileId;
import dev.portolan.tlog.TileSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jboss.logging.Logger;

/**
 * A whole log up to a checkpoint, as a zip.
 *
 * @param logs where it is
 * @param log its number
 * @param note the checkpoint
 */
record Bundle(Logs logs, int log, SignedNote note) {

    private static final Logger LOG = Logger.getLogger(Bundle.class);

    /** Writes it all. @throws IOException if the reader is gone */
    void write(OutputStream out) throws IOException {
        long size = Served.head(note).size();
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        zip.setLevel(Deflater.BEST_SPEED);
        add(zip, "checkpoint", note.toString().getBytes(StandardCharsets.UTF_8));
        for (int level = 0; size >>> 8 * level > 0; level++) {
            long hashes = size >>> 8 * level;
            for (long index = 0; index * TileId.FULL < hashes; index++) {
                TileId id = TileId.inTree(level, index, size);
                add(zip, id);
                if (level == 0) {
                    add(zip, TileId.inTree(TileId.ENTRIES, index, size));
                }
            }
        }
        zip.finish();
    }

    /** Takes a connection for each file, so that a slow reader keeps none. What is missing is left out, and missed. */
    private void add(ZipOutputStream zip, TileId id) throws IOException {
        byte[] bytes;
        try (LogTiles tiles = logs.tiles(log)) {
            bytes = id.level() == TileId.ENTRIES ? tiles.bundle(id) : tiles.read(id);
        } catch (TileSource.TileMissing e) {
            LOG.errorf("%s is missing in the database", id.path());
            return;
        }
        add(zip, id.path(), bytes);
    }

    private static void add(ZipOutputStream zip, String path, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(path));
        zip.write(bytes);
        zip.closeEntry();
    }
}
