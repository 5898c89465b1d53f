package dev.portolan.gateway.audit.journal;

import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.seal.Disclosure;
import io.opentelemetry.api.trace.SpanContext;
import io.vertx.core.buffer.Buffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record that has its number and is not yet durable.
 *
 * @param role what it is to the log
 * @param closes identifier of the intent that an outcome closes; null for other roles
 * @param event the record
 * @param disclosure what travels beside it
 * @param bytes the two as one item, as they are spooled and sent
 * @param waiting who waits for it; null if nobody does
 */
public record Pending(
        Role role,
        @Nullable UUID closes,
        AuditEvent event,
        Disclosure disclosure,
        Buffer bytes,
        @Nullable Waiting waiting) {
    /** What a record is to the log. */
    public enum Role {
        /** May be refused; holds a reservation until its outcome is durable. */
        INTENT,
        /** An intent that is durable only when audit-service has it too. */
        WEIGHTY_INTENT,
        /** Of an admitted call, or of an intent that nobody took. */
        OUTCOME,
        /** May be refused; holds a reservation until it is durable. */
        SERVED,
        /** Holds one of the places for refusals until it is durable. */
        REFUSAL,
        /** Of the log's own: its start, its stop, a count of refusals. */
        NOTICE;

        /** Whether it is about to be forwarded. */
        public boolean isIntent() {
            return this == INTENT || this == WEIGHTY_INTENT;
        }
    }

    /** Whether whoever waits is told at once that the log is down; an outcome may still make it by the deadline. */
    boolean impatient() {
        return role != Role.OUTCOME;
    }

    /** Whether it is refused when the gateway stops. */
    boolean refusable() {
        return role.isIntent() || role == Role.SERVED;
    }

    /** The span it was asked for in. */
    public SpanContext trace() {
        return waiting == null ? SpanContext.getInvalid() : waiting.trace();
    }
}
