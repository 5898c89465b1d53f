package dev.portolan.gateway.audit.journal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/**
 * Refusals for which there was no room one by one, counted exactly by reason. Reasons are few, as they are ours;
 * should they ever be more, the rest is counted together.
 */
final class RefusalCounts {
    /** Stands for all reasons beyond {@link #MAX_REASONS}. */
    static final String OTHER = "OTHER";

    static final int MAX_REASONS = 32;

    private final Map<String, Long> counts = new LinkedHashMap<>();

    void add(String reason) {
        boolean room = counts.size() < MAX_REASONS || counts.containsKey(reason);
        counts.merge(room ? reason : OTHER, 1L, Long::sum);
    }

    /** Hands each count on and starts again from zero. */
    void take(ObjLongConsumer<String> to) {
        Map<String, Long> taken = Map.copyOf(counts);
        counts.clear();
        taken.forEach(to::accept);
    }

    long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
