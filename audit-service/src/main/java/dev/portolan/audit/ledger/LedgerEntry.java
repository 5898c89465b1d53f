package dev.portolan.audit.ledger;

import dev.portolan.audit.event.AuditEvent;
import java.nio.charset.StandardCharsets;

/**
 * An event with the bytes that were sent for it.
 *
 * @param event the event, to be found by its fields
 * @param canonical the evidence, kept byte for byte
 */
public record LedgerEntry(AuditEvent event, String canonical) {

    /** An event of our own. */
    public static LedgerEntry of(AuditEvent event) {
        return new LedgerEntry(event, new String(event.canonical(), StandardCharsets.UTF_8));
    }
}
