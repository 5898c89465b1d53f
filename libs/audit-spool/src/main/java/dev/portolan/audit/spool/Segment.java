package dev.portolan.audit.spool;

import dev.portolan.audit.spool.disk.Disk;
import dev.portolan.audit.spool.disk.DiskFile;
import dev.portolan.audit.spool.frame.SegmentHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file with records. It ends where the next one begins, whatever stands behind that in it. */
final class Segment {
    /** The number of the last record is not known as long as records are added. */
    static final long OPEN = Long.MAX_VALUE;

    /** What becomes of the file when its records are no longer needed. */
    enum Afterwards {
        /** It is whole and of full length: it may hold other records. */
        REUSE,
        /** It is cut, or the disk failed on it. */
        DELETE,
        /** Records in it were lost: it stays for a person to look at. */
        KEEP
    }

    private static final Pattern NAME = Pattern.compile("(\\d{20})\\.segment");

    private final DiskFile file;
    private final long first;
    private final long size;
    private volatile long end = SegmentHeader.BLOCK;
    private volatile long last = OPEN;
    private volatile Afterwards afterwards = Afterwards.REUSE;

    /**
     * @param first number of its first record
     * @param size of the file
     */
    Segment(DiskFile file, long first, long size) {
        this.file = file;
        this.first = first;
        this.size = size;
    }

    static String name(long first) {
        return String.format(Locale.ROOT, "%020d.segment", first);
    }

    /** The number of the first record, if it is the name of a segment that was begun. */
    static Optional<Long> firstOf(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? Optional.of(Long.parseLong(matcher.group(1))) : Optional.empty();
    }

    /** Makes an allocated file the segment that begins after a record; on stable storage on return. */
    static Segment begin(DiskFile file, SegmentHeader header) throws IOException {
        file.write(header.block(), 0);
        file.force();
        file.rename(name(header.first()));
        return new Segment(file, header.first(), file.size());
    }

    void append(ByteBuffer frames) throws IOException {
        int length = frames.remaining();
        file.write(frames, end);
        file.force();
        end = end() + length;
    }

    /** No record is added any more. */
    void seal(long lastSeq) {
        last = lastSeq;
    }

    /** Opens it once more, so that a reader that is interrupted does not close the writer's file. */
    SegmentScan scan(Disk disk, int longest) throws IOException {
        return new SegmentScan(disk.open(file.name()), longest);
    }

    void afterwards(Afterwards fate) {
        afterwards = fate;
    }

    Afterwards afterwards() {
        return afterwards;
    }

    DiskFile file() {
        return file;
    }

    long first() {
        return first;
    }

    long last() {
        return last;
    }

    /** Where the next record would be written. */
    long end() {
        return end;
    }

    long size() {
        return size;
    }
}
