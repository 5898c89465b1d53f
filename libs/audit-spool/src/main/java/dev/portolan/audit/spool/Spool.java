package dev.portolan.audit.spool;

import dev.portolan.audit.spool.disk.Disk;
import dev.portolan.audit.spool.frame.Kind;
import dev.portolan.audit.spool.frame.SpoolRecord;
import java.io.IOException;
import java.util.List;
import java.util.UUID;

/**
 * A write-ahead log of records in one directory.
 *
 * <p>What it promises, to whoever appends and to whoever comes after a crash:
 *
 * <ol>
 *   <li>A record that was said to be durable is found again, unchanged, until it is acknowledged; or its number is
 *       reported as damaged.
 *   <li>Numbers have no holes. What was taken keeps its number and its place, also if the disk fails once.
 *   <li>Room for the outcome of an intent is allocated on disk before the intent is taken, so a full disk stops new
 *       intents and no outcome.
 *   <li>An intent without outcome is found again, even if everything else of its time is given up.
 * </ol>
 *
 * Safe for use by many threads.
 */
public final class Spool implements AutoCloseable {
    private static final long CHECK_NANOS = 1_000_000_000;

    /** Hears what becomes of records, on the spool's own thread; it must not take long. */
    public interface Follower {
        /**
         * All records up to this one are on stable storage.
         *
         * @param nanos how long writing and forcing took
         */
        void durable(long seq, long nanos);

        /** Nothing is taken any more, and what is not durable will not be. The text is ours. */
        void dead(String why);
    }

    private final Segments segments;
    private final Intake intake;
    private final Writer writer;
    private final List<Damage> damage;
    private final List<SpoolRecord> orphans;
    private final Acknowledged acknowledged;
    private final Follower follower;
    private final SpoolSettings settings;
    private final Thread writing = new Thread(this::write, "audit-spool-writer");
    private final Thread preparing = new Thread(this::prepare, "audit-spool-preparer");

    private Spool(Disk disk, SpoolSettings settings, UUID boot, Follower follower) throws IOException {
        this.settings = settings;
        this.follower = follower;
        this.acknowledged = Acknowledged.open(disk);
        Recovery found = Recovery.of(disk, settings, acknowledged.seq());
        this.damage = found.damage();
        this.orphans = found.open().all();
        this.segments = new Segments(disk, settings, found, boot);
        segments.adopt();
        segments.begin(found.last() + 1, found.head());
        this.intake = new Intake(settings, segments, found);
        this.writer = new Writer(settings, segments, intake, acknowledged, found, follower);
    }

    /**
     * Opens the spool of this directory, which may be new, after finding what earlier processes left; takes records
     * once {@link #start} was called.
     *
     * @param boot of this process
     * @throws IOException if it cannot be read, or there is no space for one segment
     */
    public static Spool open(Disk disk, SpoolSettings settings, UUID boot, Follower follower) throws IOException {
        return new Spool(disk, settings, boot, follower);
    }

    /** Begins to write. */
    public void start() {
        writing.setDaemon(true);
        preparing.setDaemon(true);
        writing.start();
        preparing.start();
    }

    /** Drawn when the spool was made. */
    public UUID id() {
        return segments.spool();
    }

    /** How often it was opened; grows with each process. */
    public long epoch() {
        return segments.epoch();
    }

    /** What was lost of earlier processes' records; told again by each process as long as the segment is kept. */
    public List<Damage> damage() {
        return damage;
    }

    /** The intents of earlier processes without outcome, oldest first. Whoever opens the spool ends them. */
    public List<SpoolRecord> orphans() {
        return orphans;
    }

    /** Whether there is room for another intent or event, and for all that may follow from it. */
    public boolean hasRoom() {
        return intake.hasRoom();
    }

    /**
     * Takes a record. Whether there is room is for the caller to ask before; the outcome of an intent that was taken
     * always has room.
     *
     * @param intent number of the intent that an outcome ends; 0 for other kinds
     * @return its number; {@link Follower#durable} says when it is durable
     * @throws SpoolClosed if it takes nothing any more
     */
    public long append(Kind kind, byte[] bytes, long intent) {
        return intake.append(kind, bytes, intent);
    }

    /** Number of the last record on stable storage; 0 if there is none. */
    public long durable() {
        return writer.durable();
    }

    /** All up to this record are elsewhere now and may be given up. */
    public void acknowledge(long seq) {
        writer.acknowledge(seq);
    }

    /** From the first record that is not acknowledged, as far as known. */
    public SpoolReader reader() {
        return reader(writer.acknowledged() + 1);
    }

    /** From this record, or from the oldest that is kept after it. */
    public SpoolReader reader(long first) {
        return new SpoolReader(this, segments, Math.max(first, segments.oldest()));
    }

    /** How it stands at this moment. */
    public SpoolStatus status() {
        return new SpoolStatus(
                intake.last(),
                writer.durable(),
                writer.acknowledged(),
                intake.openIntents(),
                segments.used(),
                settings.budget(),
                Math.max(0, intake.free()),
                !intake.isClosed());
    }

    /** One group commit. For the writer's thread. */
    boolean turn() throws IOException {
        return writer.turn() > 0;
    }

    /** Allocates one file ahead if one is wanted and there is space. For the preparer's thread. */
    boolean allocate() {
        try {
            return segments.prepare();
        } catch (IOException noSpace) {
            // what is missing shows in hasRoom; it is tried again
            return false;
        }
    }

    private void write() {
        String why = "the writer failed";
        try {
            long checked = System.nanoTime();
            int together = writer.turn();
            while (together > 0 || !intake.isClosed()) {
                if (System.nanoTime() - checked > CHECK_NANOS) {
                    writer.check();
                    checked = System.nanoTime();
                }
                intake.await(together > 1);
                together = writer.turn();
            }
            why = "";
        } catch (IOException failure) {
            why = "the disk failed";
        } catch (InterruptedException nobodyShould) {
            Thread.currentThread().interrupt();
        } finally {
            if (!why.isEmpty()) {
                intake.close(why);
                follower.dead(why);
            }
        }
    }

    private void prepare() {
        try {
            while (!intake.isClosed()) {
                if (!allocate()) {
                    segments.awaitWanted();
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes nothing more, writes what was taken, and gives the directory back. */
    @Override
    public void close() throws IOException {
        intake.close("the spool is closed");
        segments.hurry();
        try {
            writing.join();
            preparing.join();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        acknowledged.close();
        segments.close();
    }
}
