package dev.portolan.gateway.audit.journal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Refusals that are not recorded one by one, counted exactly by where they came from and by reason. Should there be
 * more kinds than there may be, the rest is counted by reason; reasons are few, as they are ours, and should they ever
 * be more, the rest of those is counted together.
 */
final class RefusalCounts {
    /** Stands for all reasons beyond {@link #MAX_REASONS}. */
    static final String OTHER = "OTHER";

    static final int MAX_REASONS = 32;

    private final int mostKinds;
    private final Map<Kind, Counted> counts = new LinkedHashMap<>();

    private record Kind(String source, String reason) {}

    /**
     * So many refusals of one kind.
     *
     * @param source the addresses they came from, as prefix; empty if they are not told apart by that
     * @param reason name of the refusal
     * @param first when the first of them was refused
     * @param last when the last was
     */
    record Counted(String source, String reason, long count, Instant first, Instant last) {
        private Counted with(Counted more) {
            return new Counted(
                    source,
                    reason,
                    count + more.count,
                    first.isBefore(more.first) ? first : more.first,
                    last.isAfter(more.last) ? last : more.last);
        }
    }

    /** @param mostKinds that are told apart by where they came from */
    RefusalCounts(int mostKinds) {
        this.mostKinds = mostKinds;
    }

    void add(String source, String reason, Instant at) {
        add(new Counted(source, reason, 1, at, at));
    }

    /** Counts what was counted elsewhere. */
    void add(Counted more) {
        Kind kind = new Kind(more.source(), more.reason());
        if (!counts.containsKey(kind) && (more.source().isEmpty() || counts.size() >= mostKinds)) {
            kind = new Kind("", room(more.reason()));
        }
        Counted counted = new Counted(kind.source(), kind.reason(), more.count(), more.first(), more.last());
        counts.merge(kind, counted, Counted::with);
    }

    private String room(String reason) {
        boolean known = counts.containsKey(new Kind("", reason));
        long reasons =
                counts.keySet().stream().filter(kind -> kind.source().isEmpty()).count();
        return known || reasons < MAX_REASONS ? reason : OTHER;
    }

    /** Hands each count on and starts again from zero. */
    void take(Consumer<Counted> to) {
        List<Counted> taken = List.copyOf(counts.values());
        counts.clear();
        taken.forEach(to);
    }

    long total() {
        return counts.values().stream().mapToLong(Counted::count).sum();
    }
}
