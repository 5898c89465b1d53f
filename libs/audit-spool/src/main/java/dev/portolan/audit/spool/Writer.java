package dev.portolan.audit.spool;

import dev.portolan.audit.spool.frame.Frame;
import dev.portolan.audit.spool.frame.SpoolRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Writes what was taken: one write and one force for all that waits, then says that it is durable. If the disk fails
 * on a segment, what was not yet durable goes to a new one; if it fails there too, that is the end. Used by one thread.
 */
final class Writer {
    private final SpoolSettings settings;
    private final Segments segments;
    private final Intake intake;
    private final Acknowledged acknowledged;
    private final Spool.Follower follower;
    private final ByteBuffer frames;
    private final Grace grace;
    private byte[] head;
    private volatile long durable;
    private volatile long mayGo;
    private long carriedFrom;
    private long carriedIn;

    Writer(
            SpoolSettings settings,
            Segments segments,
            Intake intake,
            Acknowledged acknowledged,
            Recovery found,
            Spool.Follower follower) {
        this.settings = settings;
        this.segments = segments;
        this.intake = intake;
        this.acknowledged = acknowledged;
        this.follower = follower;
        this.frames = ByteBuffer.allocateDirect(settings.batch());
        this.grace = new Grace(settings.grace().toNanos());
        this.head = found.head();
        this.durable = found.last();
        this.mayGo = acknowledged.seq();
    }

    /**
     * Writes and forces what waits.
     *
     * @return how many waited
     * @throws IOException if the spool cannot go on
     */
    int turn() throws IOException {
        giveUp();
        List<SpoolRecord> batch = intake.take(settings.batch());
        int done = 0;
        while (done < batch.size()) {
            done += commit(batch.subList(done, batch.size()));
        }
        return batch.size();
    }

    /** Makes as many of these records durable as fit into the segment; at least one. */
    private int commit(List<SpoolRecord> records) throws IOException {
        SpoolRecord first = records.get(0);
        if (!fits(first)) {
            check();
            segments.begin(first.seq(), head);
        }
        long start = System.nanoTime();
        byte[] before = head;
        int count;
        try {
            count = put(records);
            segments.active().append(frames);
        } catch (IOException suspect) {
            segments.active().afterwards(Segment.Afterwards.DELETE);
            head = before;
            segments.begin(first.seq(), head);
            count = put(records);
            segments.active().append(frames);
        }
        intake.written(frames.limit());
        durable = records.get(count - 1).seq();
        follower.durable(durable, System.nanoTime() - start);
        return count;
    }

    private boolean fits(SpoolRecord record) {
        return Frame.lengthOf(record.bytes().length)
                <= settings.segment() - segments.active().end();
    }

    /** Puts as many frames as the segment has room for into {@link #frames}. */
    private int put(List<SpoolRecord> records) {
        long room = settings.segment() - segments.active().end();
        frames.clear();
        int count = 0;
        for (SpoolRecord record : records) {
            if (frames.position() + Frame.lengthOf(record.bytes().length) > room) {
                break;
            }
            head = Frame.put(frames, record, durable, head);
            count++;
        }
        frames.flip();
        return count;
    }

    /** @throws IOException if the segment is not where it was: what is written to it would be lost */
    void check() throws IOException {
        if (!segments.active().file().inPlace()) {
            throw new IOException("the segment was deleted or replaced");
        }
    }

    /** Gives up the oldest segment once it was kept long enough and its open intents stand elsewhere too. */
    private void giveUp() throws IOException {
        acknowledged.write(mayGo);
        long over = grace.over(mayGo, System.nanoTime());
        long gone = segments.used() > settings.budget() / 4 ? mayGo : over;
        Segment oldest = segments.oldestSealed();
        if (oldest == null || oldest.last() > gone || intake.isClosed()) {
            return;
        }
        if (carriedFrom != oldest.first()) {
            carriedFrom = oldest.first();
            carriedIn = intake.carry(oldest.last());
        }
        if (carriedIn <= durable) {
            segments.release(oldest);
            carriedFrom = 0;
        }
    }

    /** All up to this record may be given up. For any thread. */
    void acknowledge(long seq) {
        mayGo = Math.max(mayGo, Math.min(seq, durable));
    }

    long acknowledged() {
        return mayGo;
    }

    long durable() {
        return durable;
    }
}
