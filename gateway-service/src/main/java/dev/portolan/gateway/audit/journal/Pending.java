package dev.portolan.gateway.audit.remote;

import dev.portolan.audit.event.AuditEvent;
import io.opentelemetry.api.trace.SpanContext;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * A record that has its number and is not yet acknowledged.
 *
 * @param role what it is to the log
 * @param event the record
 * @param bytes its canonical form
 * @param waiting who waits for it; null if nobody does
 */
record Pending(
        Role role, AuditEvent event, Buffer bytes, @Nullable Waiting waiting) {
    /** What a record is to the log. */
    enum Role {
        /** May be refused; holds a reservation until its outcome is delivered. */
        INTENT,
        /** Of an admitted call, or of an intent that nobody took. */
        OUTCOME,
        /** May be refused; holds a reservation until it is delivered. */
        SERVED,
        /** Holds one of the places for refusals until it is delivered. */
        REFUSAL,
        /** Of the log's own: its start, its stop, a count of refusals. */
        NOTICE
    }

    /** Whether whoever waits is told at once that the log is down; an outcome may still make it by the deadline. */
    boolean impatient() {
        return role != Role.OUTCOME;
    }

    /** Whether it is refused when the gateway stops. */
    boolean refusable() {
        return role == Role.INTENT || role == Role.SERVED;
    }

    SpanContext trace() {
        return waiting == null ? SpanContext.getInvalid() : waiting.trace();
    }
}
