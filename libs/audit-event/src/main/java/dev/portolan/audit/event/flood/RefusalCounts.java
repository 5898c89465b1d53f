package dev.portolan.audit.event.flood;

import dev.portolan.audit.event.Outcome;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Refusals that are not recorded one by one, counted exactly by network and outcome. Should there be more kinds than
 * there may be, the rest is counted by outcome; outcomes are few, as they are ours, and should they ever be more, the
 * rest of those is counted together. Thread-safe.
 */
public final class RefusalCounts {
    /** Stands for all outcomes beyond {@link #MAX_OUTCOMES}. */
    static final Outcome OTHER = Outcome.of(Outcome.Code.DENIED).withReason("OTHER");

    static final int MAX_OUTCOMES = 32;

    private final int mostKinds;
    private final Supplier<UUID> ids;
    private final Map<Kind, Counted> counts = new LinkedHashMap<>();

    private record Kind(String network, Outcome outcome) {}

    /**
     * Nothing counted.
     *
     * @param mostKinds that are told apart by network
     * @param ids of the calls that counts are recorded as
     */
    public RefusalCounts(int mostKinds, Supplier<UUID> ids) {
        this.mostKinds = mostKinds;
        this.ids = ids;
    }

    /** Most kinds that there can be, with so many told apart by network. */
    public static int kinds(int mostKinds) {
        return mostKinds + MAX_OUTCOMES + 1;
    }

    /** Counts one. */
    public synchronized void add(String network, Outcome outcome, Instant at) {
        Kind kind = kind(network, outcome);
        Counted before = counts.get(kind);
        add(kind, new Counted(before == null ? ids.get() : before.id(), network, outcome, 1, at, at));
    }

    /** Counts what was counted before. */
    public synchronized void add(Counted more) {
        add(kind(more.network(), more.outcome()), more);
    }

    private void add(Kind kind, Counted more) {
        Counted counted =
                new Counted(more.id(), kind.network(), kind.outcome(), more.count(), more.first(), more.last());
        counts.merge(kind, counted, Counted::with);
    }

    private Kind kind(String network, Outcome outcome) {
        Kind kind = new Kind(network, outcome);
        boolean toldApart = counts.containsKey(kind) || !network.isEmpty() && counts.size() < mostKinds;
        return toldApart ? kind : new Kind("", room(outcome));
    }

    private Outcome room(Outcome outcome) {
        boolean known = counts.containsKey(new Kind("", outcome));
        long outcomes = counts.keySet().stream()
                .filter(kind -> kind.network().isEmpty())
                .count();
        return known || outcomes < MAX_OUTCOMES ? outcome : OTHER;
    }

    /** What is counted. */
    public synchronized List<Counted> all() {
        return List.copyOf(counts.values());
    }

    /** What was counted since the last time. */
    public synchronized List<Counted> take() {
        List<Counted> taken = all();
        counts.clear();
        return taken;
    }

    /** How many refusals are counted and not taken. */
    public synchronized long total() {
        return counts.values().stream().mapToLong(Counted::count).sum();
    }
}
