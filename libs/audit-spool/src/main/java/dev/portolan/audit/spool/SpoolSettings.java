package dev.portolan.audit.spool;

import dev.portolan.audit.spool.frame.Frame;
import dev.portolan.audit.spool.frame.SegmentHeader;
import java.time.Duration;

/**
 * The bounds of a spool, in bytes unless said otherwise.
 *
 * @param segment length of a segment, from four times the longest record to 1 GiB
 * @param budget most that all segments together may take, at least three segments
 * @param ready segments kept allocated ahead, 1 to 64
 * @param longest longest record, from 64 to 1 MiB
 * @param growth by how much an outcome may be longer than its intent
 * @param batch most that is forced at a time, at least the longest record
 * @param queue most records that may wait to be written; what was promised room is taken beyond it
 * @param grace how long records are kept after they were acknowledged, as long as no more than a quarter of the budget
 *     is used
 */
public record SpoolSettings(
        long segment, long budget, int ready, int longest, int growth, int batch, int queue, Duration grace) {
    /** For events of at most 65,535 bytes, which are given up when they are acknowledged. */
    public static SpoolSettings of(long segment, long budget) {
        return new SpoolSettings(segment, budget, 2, 65_535, 1_024, 1 << 20, 16_384, Duration.ZERO);
    }

    /** The same, with what is acknowledged kept for a while. */
    public SpoolSettings withGrace(Duration time) {
        return new SpoolSettings(segment, budget, ready, longest, growth, batch, queue, time);
    }

    /** The same, where an outcome may hold a result of so many bytes beside. */
    public SpoolSettings withResults(int most) {
        return new SpoolSettings(segment, budget, ready, longest, growth + most, batch, queue, grace);
    }

    /** @throws IllegalArgumentException if a value is out of range */
    public SpoolSettings {
        within("longest", longest, 64, 1 << 20);
        within("segment", segment, 4L * Frame.lengthOf(longest) + SegmentHeader.BLOCK, 1 << 30);
        within("budget", budget, 3 * segment, Long.MAX_VALUE);
        within("ready", ready, 1, 64);
        within("growth", growth, 0, longest);
        within("batch", batch, Frame.lengthOf(longest), 1 << 30);
        within("queue", queue, 1, 1 << 24);
        within("grace (ms)", grace.toMillis(), 0, Duration.ofDays(365).toMillis());
    }

    private static void within(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "spool: " + what + " must lie within " + least + " and " + most + " but is " + value);
        }
    }

    /** What an empty segment holds for certain: a record is not split, so its end may stay unused. */
    long usable() {
        return segment - SegmentHeader.BLOCK - Frame.lengthOf(longest);
    }

    /** Room set aside with an intent of this length: for its outcome, and for carrying it once. */
    long reserve(int intent) {
        return (long) Frame.lengthOf(Math.min(longest, intent + growth)) + Frame.lengthOf(intent);
    }
}
