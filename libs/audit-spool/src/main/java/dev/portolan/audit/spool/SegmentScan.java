package dev.portolan.audit.spool;

import dev.portolan.audit.spool.disk.DiskFile;
import dev.portolan.audit.spool.frame.Frame;
import dev.portolan.audit.spool.frame.SegmentHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads the records of one segment forward. */
final class SegmentScan implements AutoCloseable {
    /** Read at a time: whoever follows the writer wants the last few records, and reads them again and again. */
    private static final int WINDOW = 1 << 18;

    private final DiskFile file;
    private final int longest;
    private final ByteBuffer window;
    private long windowAt;
    private long position = SegmentHeader.BLOCK;

    SegmentScan(DiskFile file, int longest) throws IOException {
        this.file = file;
        this.longest = longest;
        long size = Math.min(WINDOW, file.size());
        this.window = ByteBuffer.allocate((int) Math.max(size, 2L * Frame.lengthOf(longest)));
        refresh();
    }

    /** The header, or null if it is damaged. */
    @Nullable SegmentHeader header() throws IOException {
        ByteBuffer block = ByteBuffer.allocate(SegmentHeader.BLOCK);
        file.read(block, 0);
        return SegmentHeader.of(block.flip());
    }

    /** Forgets what was read ahead: more may have been written since. */
    void refresh() {
        window.clear().limit(0);
    }

    /** Behind the last record that was found. */
    long position() {
        return position;
    }

    void back(long to) {
        position = to;
    }

    /** Passes the whole records before this one. */
    void skipTo(long seq) throws IOException {
        Frame frame = at(position);
        while (frame != null && frame.record().seq() < seq) {
            passed(frame, position);
            frame = at(position);
        }
    }

    /** The record with this number, if it stands here and is valid. */
    @Nullable Frame next(long seq) throws IOException {
        Frame frame = at(position);
        return frame != null && frame.record().seq() == seq ? passed(frame, position) : null;
    }

    /**
     * Where the record with this number should stand there is none: looks for the next valid one of a higher number.
     * What is lower is left from an earlier use of the file.
     */
    @Nullable Frame resume(long seq) throws IOException {
        long size = file.size();
        for (long at = position; at < size; at++) {
            Frame frame = at(at);
            if (frame != null && frame.record().seq() > seq) {
                return passed(frame, at);
            }
        }
        return null;
    }

    private Frame passed(Frame frame, long at) {
        position = at + frame.length();
        return frame;
    }

    private @Nullable Frame at(long at) throws IOException {
        long inside = at - windowAt;
        if (inside < 0 || inside + Frame.lengthOf(longest) > window.limit()) {
            boolean atEnd = inside >= 0 && window.limit() > 0 && windowAt + window.limit() >= file.size();
            if (!atEnd) {
                load(at);
                inside = 0;
            }
        }
        return inside < window.limit() ? Frame.get(window, (int) inside, longest) : null;
    }

    private void load(long at) throws IOException {
        window.clear();
        file.read(window, at);
        window.flip();
        windowAt = at;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
