package dev.portolan.audit.ledger;

import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.Source;
import java.util.Optional;

/**
 * An event with the bytes that were sent for it.
 *
 * @param event the event, to be found by its fields
 * @param entry the evidence, kept byte for byte
 */
@SuppressWarnings("ArrayRecordComponent") // carried from the wire to the table, never compared
public record LedgerEntry(AuditEvent event, byte[] entry) implements Item {

    /** An event of our own. */
    public static LedgerEntry of(AuditEvent event) {
        return new LedgerEntry(event, event.canonical());
    }

    @Override
    public Optional<Source> source() {
        return Optional.of(event.source());
    }
}
