package dev.portolan.audit.ledger;

import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.Source;
import dev.portolan.audit.event.seal.Disclosure;
import dev.portolan.audit.people.Acted;
import dev.portolan.audit.people.keys.Opened;
import java.util.Optional;

/**
 * An event with the bytes that were sent for it.
 *
 * @param event the event, to be found by its fields
 * @param entry the evidence, kept byte for byte
 * @param beside what came beside it
 */
@SuppressWarnings("ArrayRecordComponent") // carried from the wire to the table, never compared
public record LedgerEntry(AuditEvent event, byte[] entry, Opened beside) implements Item {

    /** An event of our own. */
    public static LedgerEntry of(AuditEvent event, Disclosure disclosure) {
        return new LedgerEntry(event, event.canonical(), Opened.own(disclosure));
    }

    @Override
    public Optional<Source> source() {
        return Optional.of(event.source());
    }

    /** What is disclosed of it. */
    public Disclosure disclosure() {
        return beside.disclosure();
    }

    /** Who acted, and whether something of theirs is to be stored. */
    Acted acted() {
        return new Acted(
                event.actor().commitment(),
                disclosure().actor(),
                event.occurredAt(),
                payload().isPresent());
    }

    /** What is to be stored of arguments and result. */
    Optional<Disclosure> payload() {
        Disclosure all = disclosure();
        return Optional.of(new Disclosure(null, all.arguments(), all.result())).filter(part -> !part.isEmpty());
    }
}
