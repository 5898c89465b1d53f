package dev.portolan.audit.ledger;

import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.Source;
import dev.portolan.audit.ledger.log.LogHead;
import dev.portolan.audit.ledger.log.Place;
import dev.portolan.audit.ledger.rollup.RollUps;
import dev.portolan.audit.people.Acted;
import dev.portolan.audit.people.Bound;
import dev.portolan.audit.people.People;
import dev.portolan.tlog.Hash;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One batch in one transaction: the sources' numbers, people, payloads, rows, sums, full tiles and the log's head.
 */
final class Append {

    static final String OTHER_UNDER_NUMBER = "another record with this number was recorded before";

    private final Connection connection;
    private final Sources sources;
    private final Rows rows;
    private final People people;
    private final Succession.Member turn;

    /** @param turn the batch's own, to be closed when the transaction is over */
    Append(Connection connection, People people, Succession.Member turn) {
        this.connection = connection;
        this.people = people;
        this.turn = turn;
        this.sources = new Sources(connection);
        this.rows = new Rows(connection);
    }

    /**
     * What was done.
     *
     * @param who acted; once this is committed, they need not be looked up again
     */
    record Done(Appended appended, Bound who) {}

    /**
     * Appends what is new.
     *
     * @param oneByOne try each event first and keep apart what PostgreSQL refuses, so that it does not block the rest
     * @throws OutOfTurn if a number is missing before one of the items, or nothing is taken from its source
     */
    Done all(List<? extends Item> items, boolean oneByOne) throws SQLException {
        List<Source> delivering =
                items.stream().map(Item::source).flatMap(Optional::stream).toList();
        Turns turns = Turns.of(items, sources.lock(delivering));
        List<Item> fresh = new ArrayList<>();
        for (Item item : turns.fresh()) {
            // what has no number is known by its bytes
            if (item.source().isPresent() || !rows.knows((OpaqueEntry) item)) {
                fresh.add(item);
            }
        }
        Bound who = people.bind(connection, acted(fresh));
        if (oneByOne) {
            keepApartWhatIsRefused(fresh, who);
        }
        fresh.addAll(contradictions(turns));
        if (!fresh.isEmpty()) {
            // hashed, encrypted, written down and summed up before the log is locked for everyone
            List<Hash> leaves =
                    fresh.stream().map(item -> Hash.leaf(item.entry())).toList();
            new Payloads(connection, who).write(fresh);
            CopyRows events = Rows.unplaced(fresh, leaves, who);
            RollUps sums = sums(fresh, who);
            LogHead head = write(fresh, leaves, events);
            sums.write(connection, head.next());
            head.append(leaves);
            sources.move(turns.last());
        }
        int opaque = (int) fresh.stream().filter(OpaqueEntry.class::isInstance).count();
        return new Done(new Appended(fresh.size() - opaque, items.size() - fresh.size(), opaque), who);
    }

    /** Writes the rows, if it goes well before the head is locked for everyone. @return the head, locked */
    private LogHead write(List<Item> items, List<Hash> leaves, CopyRows events) throws SQLException {
        turn.join();
        Optional<Place> guess = turn.guess();
        Savepoint before = connection.setSavepoint();
        if (guess.isPresent()) {
            rows.write(guess.get(), items, leaves, events);
        }
        turn.awaitTurn();
        LogHead head = LogHead.lock(connection);
        boolean missed = guess.isPresent() && !guess.get().equals(head.next());
        if (missed) {
            connection.rollback(before);
            head = LogHead.lock(connection); // PostgreSQL gave the lock back with what came after the savepoint
        }
        turn.holdsHead(guess, head.next(), leaves.size());
        if (missed || guess.isEmpty()) {
            rows.write(head.next(), items, leaves, events);
        }
        return head;
    }

    private static RollUps sums(List<Item> fresh, Bound who) {
        RollUps sums = new RollUps();
        for (int i = 0; i < fresh.size(); i++) {
            if (fresh.get(i) instanceof LedgerEntry entry) {
                AuditEvent event = entry.event();
                sums.add(event, who.actor(event.actor().commitment(), event.occurredAt()), i);
            }
        }
        return sums;
    }

    private void keepApartWhatIsRefused(List<Item> fresh, Bound who) throws SQLException {
        Savepoint before = connection.setSavepoint();
        for (ListIterator<Item> items = fresh.listIterator(); items.hasNext(); ) {
            if (items.next() instanceof LedgerEntry entry) {
                Savepoint tried = connection.setSavepoint();
                try {
                    List<Item> one = List.of(entry);
                    List<Hash> leaf = List.of(Hash.OF_EMPTY_TREE);
                    rows.write(new Place(0, 0), one, leaf, Rows.unplaced(one, leaf, who));
                } catch (SQLException e) {
                    if (!Ledger.isAboutTheData(e)) {
                        throw e;
                    }
                    connection.rollback(tried);
                    String why = "PostgreSQL does not take it, SQLSTATE " + e.getSQLState();
                    items.set(new OpaqueEntry(entry.entry(), why, entry.source()));
                }
            }
        }
        connection.rollback(before);
    }

    /** Of what has a number that is here already, what has other bytes and is not kept yet. */
    private List<OpaqueEntry> contradictions(Turns turns) throws SQLException {
        if (turns.again().isEmpty()) {
            return List.of();
        }
        Map<UUID, String> stored = new HashMap<>();
        turns.fresh().forEach(item -> remember(stored, item));
        stored.putAll(rows.canonical(turns.again().stream()
                .filter(LedgerEntry.class::isInstance)
                .map(item -> ((LedgerEntry) item).event().eventId())
                .toList()));
        List<OpaqueEntry> found = new ArrayList<>();
        for (Item item : turns.again()) {
            boolean same = item instanceof LedgerEntry entry
                    && text(entry).equals(stored.get(entry.event().eventId()));
            OpaqueEntry opaque = OpaqueEntry.contradiction(item, OTHER_UNDER_NUMBER);
            if (!same && !rows.knows(opaque)) {
                found.add(opaque);
            }
        }
        return found;
    }

    private static List<Acted> acted(List<Item> items) {
        return items.stream()
                .filter(LedgerEntry.class::isInstance)
                .map(item -> ((LedgerEntry) item).acted())
                .toList();
    }

    private static void remember(Map<UUID, String> stored, Item item) {
        if (item instanceof LedgerEntry entry) {
            stored.put(entry.event().eventId(), text(entry));
        }
    }

    private static String text(LedgerEntry entry) {
        return new String(entry.entry(), StandardCharsets.UTF_8);
    }
}
