package dev.portolan.audit.access;

import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.seal.Disclosure;

/**
 * Something long that is on record and not over.
 *
 * @param event its intent
 * @param actor who began it
 */
public record Begun(AuditEvent event, Disclosure actor) {}
