package dev.portolan.audit.spool;

import dev.portolan.audit.spool.disk.Disk;
import dev.portolan.audit.spool.disk.DiskFile;
import dev.portolan.audit.spool.frame.Frame;
import dev.portolan.audit.spool.frame.SegmentHeader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of the spool: those with records, oldest first, of which the last is written to, and a few that are
 * allocated and empty. Safe for use by many threads; only the writer begins and gives up segments.
 */
final class Segments implements AutoCloseable {
    private static final String READY = "ready-";
    private static final Pattern READY_NAME = Pattern.compile(READY + "\\d{1,18}");

    private final Disk disk;
    private final SpoolSettings settings;
    private final UUID spool;
    private final UUID boot;
    private final long epoch;
    private final Deque<Segment> begun;
    private final Deque<DiskFile> ready = new ArrayDeque<>();
    private final Semaphore taken = new Semaphore(0);
    private long made;

    /** @param found what recovery found; {@link #begin} must follow */
    Segments(Disk disk, SpoolSettings settings, Recovery found, UUID boot) {
        this.disk = disk;
        this.settings = settings;
        this.spool = found.spool();
        this.boot = boot;
        this.epoch = found.epoch() + 1;
        this.begun = new ArrayDeque<>(found.segments());
    }

    UUID spool() {
        return spool;
    }

    long epoch() {
        return epoch;
    }

    /** Takes over the empty files that an earlier process left. */
    void adopt() throws IOException {
        for (String name : disk.list()) {
            if (READY_NAME.matcher(name).matches()) {
                DiskFile file = disk.open(name);
                if (file.size() == settings.segment() && wanted()) {
                    made = Math.max(made, Long.parseLong(name.substring(READY.length())));
                    ready(file);
                } else {
                    file.close();
                    disk.delete(name);
                }
            }
        }
    }

    /** Allocates one more file if there are too few and the budget allows it; says whether it did. */
    boolean prepare() throws IOException {
        boolean may = wanted() && used() + settings.segment() <= settings.budget();
        if (may) {
            ready(disk.create(READY + next(), settings.segment()));
        }
        return may;
    }

    /** Until a file may be wanted, nobody is to wait any more, or a second has passed. */
    void awaitWanted() throws InterruptedException {
        if (taken.tryAcquire(1, TimeUnit.SECONDS)) {
            taken.drainPermits();
        }
    }

    /** Whoever waits in {@link #awaitWanted}, or is about to, goes on at once. */
    void hurry() {
        taken.release();
    }

    private synchronized long next() {
        return ++made;
    }

    private synchronized boolean wanted() {
        return ready.size() < settings.ready();
    }

    private synchronized void ready(DiskFile file) {
        ready.addLast(file);
    }

    /**
     * Writes go to a new segment from now on; the one before ends before its first record.
     *
     * @param first number of the record that comes next
     * @param previous hash of the record before it
     */
    void begin(long first, byte[] previous) throws IOException {
        Segment next = Segment.begin(takeReady(), new SegmentHeader(spool, boot, epoch, first, previous));
        Segment replaced = null;
        synchronized (this) {
            Segment before = begun.peekLast();
            if (before != null && before.first() == first) {
                // nothing in it was ever durable; the new one has taken its name
                replaced = begun.removeLast();
            } else if (before != null) {
                before.seal(first - 1);
            }
            begun.addLast(next);
        }
        if (replaced != null) {
            replaced.file().close();
        }
    }

    private DiskFile takeReady() throws IOException {
        synchronized (this) {
            DiskFile file = ready.pollFirst();
            if (file != null) {
                taken.release();
                return file;
            }
        }
        return disk.create(READY + next(), settings.segment());
    }

    synchronized Segment active() {
        return begun.getLast();
    }

    /** The oldest segment that is not written to any more, or null if there is none. */
    synchronized @Nullable Segment oldestSealed() {
        return begun.size() > 1 ? begun.getFirst() : null;
    }

    /** The segment that holds this record, or the first one that holds later ones. */
    synchronized Segment holding(long seq) {
        for (Segment segment : begun) {
            if (seq <= segment.last()) {
                return segment;
            }
        }
        return active();
    }

    /** Number of the oldest record that is kept. */
    synchronized long oldest() {
        return begun.getFirst().first();
    }

    /** Gives up the oldest segment. Its file becomes an empty one if one is wanted. */
    void release(Segment oldest) throws IOException {
        synchronized (this) {
            begun.remove(oldest);
        }
        DiskFile file = oldest.file();
        if (oldest.afterwards() == Segment.Afterwards.REUSE && wanted()) {
            file.rename(READY + next());
            ready(file);
        } else if (oldest.afterwards() == Segment.Afterwards.KEEP) {
            file.rename(file.name() + ".damaged");
            file.close();
        } else {
            file.close();
            disk.delete(file.name());
        }
    }

    /** Space for records that is allocated and certain. */
    synchronized long free() {
        long left = settings.segment() - active().end() - Frame.lengthOf(settings.longest());
        return Math.max(0, left) + ready.size() * settings.usable();
    }

    /** Space taken by all files. */
    synchronized long used() {
        long bytes = ready.size() * settings.segment();
        for (Segment segment : begun) {
            bytes += segment.size();
        }
        return bytes;
    }

    SegmentScan scan(Segment segment) throws IOException {
        return segment.scan(disk, settings.longest());
    }

    @Override
    public synchronized void close() throws IOException {
        for (Segment segment : begun) {
            segment.file().close();
        }
        for (DiskFile file : ready) {
            file.close();
        }
        disk.close();
    }
}
