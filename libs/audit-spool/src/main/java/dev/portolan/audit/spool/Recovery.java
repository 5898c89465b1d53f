package dev.portolan.audit.spool;

import dev.portolan.audit.spool.disk.Disk;
import dev.portolan.audit.spool.disk.DiskFile;
import dev.portolan.audit.spool.frame.Frame;
import dev.portolan.audit.spool.frame.SegmentHeader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What earlier processes left. Reads all segments forward, checks every record, and finds where the last segment ends.
 *
 * <p>What stands behind the last whole record is cut only if nothing says that it was durable. A record says so of all
 * that were written in batches before its own; the number of the last acknowledged record says so of all before it.
 * So an unfinished batch is cut, in whatever order its sectors reached the disk, and damage is never taken for one.
 */
final class Recovery {
    private final Disk disk;
    private final SpoolSettings settings;
    private final long acknowledged;
    private final OpenIntents open;
    private final List<Segment> segments = new ArrayList<>();
    private final List<Damage> damage = new ArrayList<>();
    private UUID spool = UUID.randomUUID();
    private long epoch;
    private byte @Nullable [] head;
    private long last;

    private Recovery(Disk disk, SpoolSettings settings, long acknowledged) {
        this.disk = disk;
        this.settings = settings;
        this.acknowledged = acknowledged;
        this.open = new OpenIntents(settings);
    }

    /** @param acknowledged number of the last record that was acknowledged, as far as known */
    static Recovery of(Disk disk, SpoolSettings settings, long acknowledged) throws IOException {
        Recovery recovery = new Recovery(disk, settings, acknowledged);
        List<Long> firsts = new ArrayList<>();
        for (String name : disk.list()) {
            Segment.firstOf(name).ifPresent(firsts::add);
        }
        firsts.sort(null);
        for (int i = 0; i < firsts.size(); i++) {
            recovery.read(firsts.get(i), i + 1 < firsts.size() ? firsts.get(i + 1) - 1 : Segment.OPEN);
        }
        recovery.missing(acknowledged);
        return recovery;
    }

    private void read(long first, long end) throws IOException {
        DiskFile file = disk.open(Segment.name(first));
        int before = damage.size();
        try (SegmentScan scan = new SegmentScan(disk.open(file.name()), settings.longest())) {
            SegmentHeader header = scan.header();
            if (segments.isEmpty()) {
                last = first - 1;
                head = header == null ? null : header.previous();
            }
            missing(first - 1);
            if (header != null) {
                spool = header.spool();
                epoch = header.epoch();
            }
            records(scan, end);
            boolean sound = header != null && damage.size() == before;
            segments.add(segment(file, first, scan.position(), end, sound));
        }
    }

    private void records(SegmentScan scan, long end) throws IOException {
        while (last < end) {
            Frame frame = scan.next(last + 1);
            if (frame == null) {
                frame = behindDamage(scan, end);
            }
            if (frame == null) {
                break;
            }
            missing(frame.record().seq() - 1);
            take(frame);
        }
        if (end != Segment.OPEN) {
            missing(end);
        }
    }

    /** The next record of this segment, if the one that should stand here was durable; else the segment ends here. */
    private @Nullable Frame behindDamage(SegmentScan scan, long end) throws IOException {
        long at = scan.position();
        long lost = last + 1;
        boolean wasDurable = end != Segment.OPEN || lost <= acknowledged || saysDurable(scan, lost);
        scan.back(at);
        Frame next = wasDurable ? scan.resume(lost) : null;
        if (next == null || next.record().seq() > end) {
            scan.back(at);
            return null;
        }
        return next;
    }

    private static boolean saysDurable(SegmentScan scan, long lost) throws IOException {
        Frame later = scan.resume(lost);
        while (later != null && later.durable() < lost) {
            later = scan.resume(lost);
        }
        return later != null;
    }

    private Segment segment(DiskFile file, long first, long position, long end, boolean sound) throws IOException {
        if (end == Segment.OPEN && sound) {
            file.truncate(position);
        }
        Segment segment = new Segment(file, first, file.size());
        segment.seal(last);
        if (!sound) {
            segment.afterwards(Segment.Afterwards.KEEP);
        } else if (file.size() != settings.segment()) {
            segment.afterwards(Segment.Afterwards.DELETE);
        }
        return segment;
    }

    /** All up to {@code end} that were not found are lost. */
    private void missing(long end) {
        if (end > last) {
            damage.add(new Damage(Damage.Kind.MISSING, last + 1, end));
            last = end;
            head = null;
        }
    }

    private void take(Frame frame) {
        if (head != null && !Arrays.equals(head, frame.previous()) && last > 0) {
            damage.add(new Damage(Damage.Kind.ALTERED, last, last));
        }
        head = frame.hash();
        last = frame.record().seq();
        open.follow(frame.record());
    }

    UUID spool() {
        return spool;
    }

    /** How often the spool was opened; 0 if it is new. */
    long epoch() {
        return epoch;
    }

    /** With records, oldest first; none is written to any more. */
    List<Segment> segments() {
        return segments;
    }

    List<Damage> damage() {
        return List.copyOf(damage);
    }

    /** Intents without outcome. */
    OpenIntents open() {
        return open;
    }

    /** Number of the last record; 0 if there is none. */
    long last() {
        return last;
    }

    /** Hash of the last record; zeros if there is none, or it is lost. */
    byte[] head() {
        return head == null ? new byte[Frame.HASH] : head;
    }
}
