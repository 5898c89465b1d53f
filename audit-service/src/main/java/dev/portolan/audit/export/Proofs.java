package dev.portolan.audit.export;

import dev.portolan.audit.ledger.log.LogStamps;
import dev.portolan.audit.ledger.log.LogTiles;
import dev.portolan.audit.ledger.log.Logs;
import dev.portolan.audit.problem.Problem;
import dev.portolan.audit.problem.Refused;
import dev.portolan.audit.query.Snapshot;
import dev.portolan.audit.witness.Checkpoints;
import dev.portolan.tlog.Checkpoint;
import dev.portolan.tlog.SignedNote;
import dev.portolan.tlog.TileId;
import dev.portolan.tlog.TileSource;
import dev.portolan.tlog.bundle.Stamp;
import dev.portolan.tlog.bundle.Stamps;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * What shows that the records of one export are in the log: the records as they are there if they were written
 * otherwise, their places, the tiles above them, the signed head, and the first head over all of them that has a time
 * stamp. The places wait in a file until the records are written, so memory grows by one bit for each 256 entries of
 * the log.
 */
final class Proofs implements AutoCloseable {

    /** Entries that are read at a time. */
    private static final int PAGE = 1_000;

    private final Optional<Signed> signed;
    private final boolean entries;
    private final BitSet tiles = new BitSet();
    private long last = -1;
    private Optional<Path> places = Optional.empty();
    private DataOutputStream out = new DataOutputStream(OutputStream.nullOutputStream());

    private Proofs(Optional<Signed> signed, boolean entries) {
        this.signed = signed;
        this.entries = entries;
    }

    /** Nothing: for exports that prove nothing. */
    static Proofs none() {
        return new Proofs(Optional.empty(), false);
    }

    /**
     * Of the log that grows, under the checkpoint that is shown.
     *
     * @param format of the records beside it: what is not the form they have in the log proves nothing by itself
     * @throws Refused if nothing was signed yet
     */
    static Proofs of(Logs logs, Checkpoints checkpoints, ExportFormat format) {
        Signed signed = logs.open()
                .flatMap(head -> checkpoints
                        .of(head.log())
                        .map(note -> new Signed(
                                logs,
                                head.log(),
                                note,
                                Checkpoint.parse(note.text()).size())))
                .orElseThrow(() -> new Refused(Problem.unavailable(
                        "No checkpoint was signed yet; ask with proofs=none for records without proofs.")));
        return new Proofs(Optional.of(signed), format != ExportFormat.NDJSON);
    }

    /** What the checkpoint covers: nothing else can be proven. */
    Optional<Snapshot> snapshot() {
        return signed.map(head -> new Snapshot(head.log, head.size));
    }

    /** Remembers where the next record is. */
    void add(long leaf) throws IOException {
        if (signed.isPresent()) {
            if (places.isEmpty()) {
                Path file = Files.createTempFile("audit-export", ".leaves");
                places = Optional.of(file);
                out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
            }
            out.writeLong(leaf);
            tiles.set((int) (leaf / TileId.FULL));
            last = Math.max(last, leaf);
        }
    }

    /** Adds the files to the archive: the records if need be, the place of each, one a line, tiles and checkpoint. */
    void write(ZipOutputStream zip, long records) throws IOException {
        if (signed.isPresent()) {
            out.close();
            if (entries) {
                zip.putNextEntry(new ZipEntry(ExportFormat.NDJSON.file()));
                writeEntries(zip, signed.get(), records);
                zip.closeEntry();
            }
            zip.putNextEntry(new ZipEntry("records.leaves"));
            writePlaces(zip, records);
            zip.closeEntry();
            writeTiles(zip, signed.get(), writeStamp(zip, signed.get()));
            add(zip, "checkpoint", signed.get().note.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
        if (places.isPresent()) {
            Files.deleteIfExists(places.get());
        }
    }

    /** The records of these places and no others, whatever the question would find by now. */
    private void writeEntries(OutputStream zip, Signed head, long records) throws IOException {
        try (DataInputStream in = places()) {
            for (long left = records; left > 0; left -= PAGE) {
                long[] page = new long[(int) Math.min(left, PAGE)];
                for (int i = 0; i < page.length; i++) {
                    page[i] = in.readLong();
                }
                Map<Long, byte[]> found = entries(head, page);
                for (long place : page) {
                    zip.write(Optional.ofNullable(found.get(place)).orElseThrow(Proofs::dropped));
                    zip.write('\n');
                }
            }
        }
    }

    private static Map<Long, byte[]> entries(Signed head, long[] places) {
        try (LogTiles source = head.logs.tiles(head.log)) {
            return source.entries(places);
        }
    }

    private static Refused dropped() {
        return new Refused(Problem.unavailable("Records were dropped while they were exported."));
    }

    private void writePlaces(OutputStream zip, long records) throws IOException {
        try (DataInputStream in = places()) {
            for (long i = 0; i < records; i++) {
                zip.write((in.readLong() + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    private DataInputStream places() throws IOException {
        return new DataInputStream(
                places.isEmpty()
                        ? InputStream.nullInputStream()
                        : new BufferedInputStream(Files.newInputStream(places.get())));
    }

    /** The size of the head that is stamped; 0 if none is. */
    private long writeStamp(ZipOutputStream zip, Signed head) throws IOException {
        Optional<Stamp> stamp;
        try (LogStamps stamps = head.logs.stamps(head.log)) {
            stamp = stamps.firstOver(last + 1, head.size).flatMap(stamps::of);
        }
        if (stamp.isEmpty()) {
            return 0;
        }
        long size = stamp.get().head().size();
        add(zip, Stamps.SIZES, Stamps.list(List.of(size)));
        add(zip, Stamps.checkpoint(size), stamp.get().checkpoint());
        add(zip, Stamps.token(size), stamp.get().token());
        return size;
    }

    private void writeTiles(ZipOutputStream zip, Signed head, long stamped) throws IOException {
        BitSet level = tiles;
        for (int height = 0; head.size >>> 8 * height > 0; height++) {
            BitSet above = new BitSet();
            // the edge of the tree, from which its root follows, and what was the edge when it was stamped
            for (long size : List.of(head.size, stamped)) {
                long hashes = size >>> 8 * height;
                if (hashes % TileId.FULL > 0) {
                    level.set((int) (hashes / TileId.FULL));
                }
            }
            for (int index = level.nextSetBit(0); index >= 0; index = level.nextSetBit(index + 1)) {
                add(zip, head, TileId.inTree(height, index, head.size));
                above.set(index / TileId.FULL);
            }
            level = above;
        }
    }

    /** Takes a connection for each, so that a slow reader keeps none. */
    private static void add(ZipOutputStream zip, Signed head, TileId id) throws IOException {
        try (LogTiles source = head.logs.tiles(head.log)) {
            add(zip, id.path(), source.read(id));
        } catch (TileSource.TileMissing e) {
            throw new Refused(Problem.unavailable("The log has lost " + id.path() + "."));
        }
    }

    private static void add(ZipOutputStream zip, String path, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(path));
        zip.write(bytes);
        zip.closeEntry();
    }

    private record Signed(Logs logs, int log, SignedNote note, long size) {}
}
