package dev.portolan.audit.ledger;

import dev.portolan.audit.event.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What of a batch is next. The numbers of a boot have no holes: what continues them is fresh, what lies before is here
 * already, and a hole is refused.
 *
 * @param fresh what is to be appended, in this order
 * @param again what has a number that is here already
 * @param last up to which number each boot is here once {@code fresh} is
 */
record Turns(List<Item> fresh, List<Item> again, Map<UUID, Long> last) {

    /**
     * Takes a batch apart.
     *
     * @param items in the order they came
     * @param last up to which number each boot among them is here, 0 or absent if nothing is
     * @throws OutOfTurn if a number is missing
     */
    static Turns of(List<? extends Item> items, Map<UUID, Long> last) {
        Turns turns = new Turns(new ArrayList<>(), new ArrayList<>(), new HashMap<>(last));
        for (Item item : numbered(items)) {
            item.source().ifPresentOrElse(source -> turns.take(item, source), () -> turns.fresh.add(item));
        }
        return turns;
    }

    private void take(Item item, Source source) {
        long expected = last.getOrDefault(source.bootId(), 0L) + 1;
        if (source.seq() > expected) {
            throw OutOfTurn.gap(source.bootId(), expected, source.seq());
        }
        if (source.seq() < expected) {
            again.add(item);
        } else {
            fresh.add(item);
            last.put(source.bootId(), expected);
        }
    }

    /**
     * Gives what cannot be read the number that is missing where it stands, so that it can never hold up what comes
     * after it: the numbers behind the item before it, or, at the beginning, those in front of the item after it.
     */
    private static List<Item> numbered(List<? extends Item> items) {
        List<Item> numbered = new ArrayList<>(items);
        int from = 0;
        while (from < numbered.size()) {
            int to = from;
            while (to < numbered.size() && numbered.get(to).source().isEmpty()) {
                to++;
            }
            Optional<Source> before =
                    from == 0 ? Optional.empty() : numbered.get(from - 1).source();
            Optional<Source> after =
                    to == numbered.size() ? Optional.empty() : numbered.get(to).source();
            for (int i = from; i < to; i++) {
                Optional<Source> own = between(before, after, i - from + 1, to - i);
                numbered.set(i, ((OpaqueEntry) numbered.get(i)).withSource(own));
            }
            from = to + 1;
        }
        return numbered;
    }

    /** The number {@code up} behind one item or {@code down} in front of the other, if it is free between them. */
    private static Optional<Source> between(Optional<Source> before, Optional<Source> after, int up, int down) {
        if (before.isEmpty()) {
            return after.filter(next -> next.seq() > down).map(next -> next.withSeq(next.seq() - down));
        }
        Source own = before.get().withSeq(before.get().seq() + up);
        boolean taken = after.isPresent()
                && after.get().bootId().equals(own.bootId())
                && after.get().seq() <= own.seq();
        return taken ? Optional.empty() : Optional.of(own);
    }
}
