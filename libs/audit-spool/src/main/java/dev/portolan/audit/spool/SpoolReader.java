package dev.portolan.audit.spool;

import dev.portolan.audit.spool.frame.Frame;
import dev.portolan.audit.spool.frame.Kind;
import dev.portolan.audit.spool.frame.SpoolRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads durable records in their order. Used by one thread at a time; it reads files, so not by an event loop. */
public final class SpoolReader implements AutoCloseable {
    private final Spool spool;
    private final Segments segments;
    private @Nullable Segment segment;
    private @Nullable SegmentScan scan;
    private long next;

    SpoolReader(Spool spool, Segments segments, long next) {
        this.spool = spool;
        this.segments = segments;
        this.next = next;
    }

    /** Number of the record that is read next, if it is there. */
    public long position() {
        return next;
    }

    /** Reads from the oldest record again that is kept. */
    public void rewind() throws IOException {
        leave();
        next = segments.oldest();
    }

    /**
     * The next durable records, those that are lost among them as {@link Kind#LOST}; those that only carry an intent
     * are left out.
     *
     * @param records most, at least 1
     * @param bytes most bytes of all together, but at least one record
     * @return none if there are none yet
     */
    public List<SpoolRecord> read(int records, long bytes) throws IOException {
        List<SpoolRecord> read = new ArrayList<>();
        long end = spool.durable();
        long length = 0;
        if (scan != null) {
            scan.refresh();
        }
        while (next <= end && read.size() < records) {
            SegmentScan at = scan();
            long before = at.position();
            Frame frame = frame(at);
            long found = frame == null
                    ? Math.min(end, holder().last()) + 1
                    : frame.record().seq();
            while (next < found && read.size() < records) {
                read.add(new SpoolRecord(next++, Kind.LOST, 0, new byte[0]));
            }
            length += frame == null ? 0 : frame.record().bytes().length;
            if (read.size() == records || !read.isEmpty() && length > bytes) {
                at.back(before);
                break;
            }
            if (frame != null) {
                next = found + 1;
                if (frame.record().kind() != Kind.CARRIED) {
                    read.add(frame.record());
                }
            }
        }
        return read;
    }

    private @Nullable Frame frame(SegmentScan at) throws IOException {
        Frame frame = at.next(next);
        if (frame == null) {
            frame = at.resume(next - 1);
        }
        return frame != null && frame.record().seq() <= holder().last() ? frame : null;
    }

    private Segment holder() {
        if (segment == null) {
            throw new IllegalStateException("no segment is open");
        }
        return segment;
    }

    /** Of the segment that holds the next record, standing at it. */
    private SegmentScan scan() throws IOException {
        if (scan != null && holder().last() >= next) {
            return scan;
        }
        leave();
        Segment holding = segments.holding(next);
        next = Math.max(next, holding.first());
        SegmentScan opened = segments.scan(holding);
        segment = holding;
        scan = opened;
        opened.skipTo(next);
        return opened;
    }

    private void leave() throws IOException {
        if (scan != null) {
            scan.close();
        }
        scan = null;
        segment = null;
    }

    @Override
    public void close() throws IOException {
        leave();
    }
}
