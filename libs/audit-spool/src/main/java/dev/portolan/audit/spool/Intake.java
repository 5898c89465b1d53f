package dev.portolan.audit.spool;

import dev.portolan.audit.spool.frame.Frame;
import dev.portolan.audit.spool.frame.Kind;
import dev.portolan.audit.spool.frame.SpoolRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What was taken and is not yet written, and whether there is room for more. A record gets its number here. Safe for
 * use by many threads.
 */
final class Intake {
    /** About what a quiet disk takes to force: nobody waits longer for company than for the disk. */
    private static final long GATHER_NANOS = 200_000;

    private final SpoolSettings settings;
    private final Segments segments;
    private final OpenIntents open;
    private final Deque<SpoolRecord> queue = new ArrayDeque<>();
    private final Semaphore news = new Semaphore(0);
    private long unwritten;
    private long last;
    private @Nullable String closed;

    Intake(SpoolSettings settings, Segments segments, Recovery found) {
        this.settings = settings;
        this.segments = segments;
        this.open = found.open();
        this.last = found.last();
    }

    /** Whether another record of any length, with all that may follow from it, finds its space allocated. */
    synchronized boolean hasRoom() {
        long worst = Frame.lengthOf(settings.longest()) + settings.reserve(settings.longest());
        return closed == null && queue.size() < settings.queue() && free() >= worst;
    }

    synchronized long free() {
        return segments.free() - unwritten - open.reserved();
    }

    /** @throws SpoolClosed if it takes nothing any more */
    synchronized long append(Kind kind, byte[] bytes, long intent) {
        if (closed != null) {
            throw new SpoolClosed(closed);
        }
        if (bytes.length > settings.longest()) {
            throw new IllegalArgumentException("a record of " + bytes.length + " bytes is too long");
        }
        SpoolRecord record = new SpoolRecord(++last, kind, intent, bytes);
        queue.addLast(record);
        unwritten += Frame.lengthOf(bytes.length);
        open.follow(record);
        news.release();
        return last;
    }

    /** The records that are written together next; none if none wait. */
    synchronized List<SpoolRecord> take(int most) {
        List<SpoolRecord> taken = new ArrayList<>();
        int bytes = 0;
        while (!queue.isEmpty()) {
            bytes += Frame.lengthOf(queue.getFirst().bytes().length);
            if (bytes > most && !taken.isEmpty()) {
                break;
            }
            taken.add(queue.removeFirst());
        }
        return taken;
    }

    synchronized void written(long bytes) {
        unwritten -= bytes;
    }

    /**
     * Until a record may wait, or it is closed, or a second has passed.
     *
     * @param company whether others may be about to come: then they are given {@link #GATHER_NANOS}, so that one force
     *     does for all
     */
    void await(boolean company) throws InterruptedException {
        if (news.tryAcquire(1, TimeUnit.SECONDS)) {
            if (company && !isClosed()) {
                LockSupport.parkNanos(GATHER_NANOS);
            }
            news.drainPermits();
        }
    }

    /**
     * Carries the open intents that stand in records up to {@code seq}.
     *
     * @return number of the last record: once it is durable, so are all that carry, and all outcomes for the sake of
     *     which an intent was not carried
     */
    synchronized long carry(long seq) {
        for (SpoolRecord intent : open.standingUpTo(seq)) {
            append(Kind.CARRIED, intent.bytes(), intent.seq());
        }
        return last;
    }

    synchronized void close(String why) {
        if (closed == null) {
            closed = why;
            news.release();
        }
    }

    synchronized boolean isClosed() {
        return closed != null;
    }

    synchronized long last() {
        return last;
    }

    synchronized int openIntents() {
        return open.size();
    }
}
