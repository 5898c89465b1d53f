package dev.portolan.tlog.bundle;

import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;

/** A set of numbers, most of which lie side by side. */
public final class Ranges {

    /** The last of each range by its first; no two touch. */
    private final NavigableMap<Long, Long> ranges = new TreeMap<>();

    private long size;

    /** With {@code first} to {@code last}, both inclusive. */
    public void add(long first, long last) {
        long from = first;
        long to = last;
        Map.Entry<Long, Long> near = ranges.floorEntry(to + 1);
        while (near != null && near.getValue() >= from - 1) {
            from = Math.min(from, near.getKey());
            to = Math.max(to, near.getValue());
            ranges.remove(near.getKey());
            size -= near.getValue() - near.getKey() + 1;
            near = ranges.floorEntry(to + 1);
        }
        ranges.put(from, to);
        size += to - from + 1;
    }

    /** The first of the numbers {@code first} to {@code last} that is not in here; empty if all are. */
    public OptionalLong firstOutside(long first, long last) {
        Map.Entry<Long, Long> near = ranges.floorEntry(first);
        long outside = near == null || near.getValue() < first ? first : near.getValue() + 1;
        return outside > last ? OptionalLong.empty() : OptionalLong.of(outside);
    }

    /** The first number in here that is not in {@code others}; empty if they have all. */
    public OptionalLong firstOutside(Ranges others) {
        return ranges.entrySet().stream()
                .map(range -> others.firstOutside(range.getKey(), range.getValue()))
                .flatMapToLong(OptionalLong::stream)
                .findFirst();
    }

    /** How many numbers there are. */
    public long size() {
        return size;
    }
}
