package dev.portolan.gateway.audit.remote;

import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.Source;
import dev.portolan.audit.event.UuidV7;
import io.vertx.core.buffer.Buffer;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * Gives records their identifiers and numbers: both grow together, numbers from 1 without holes in each boot. A
 * number is used up only once the bytes of its record exist, and from then on the record is never changed.
 */
final class Numbers {
    /** A record and its canonical form. */
    record Numbered(AuditEvent event, Buffer bytes) {}

    private final UuidV7 ids;
    private Source last;

    Numbers(String gatewayId, UuidV7 ids) {
        this.ids = ids;
        this.last = new Source(gatewayId, UUID.randomUUID(), 0);
    }

    /** A new identifier, for a call of the log's own. */
    UUID id() {
        return ids.next();
    }

    /** @throws IllegalArgumentException if it cannot be written down; then no number is used */
    Numbered number(BiFunction<UUID, Source, AuditEvent> draft) {
        Source next = last.withSeq(last.seq() + 1);
        AuditEvent event = draft.apply(ids.next(), next);
        Buffer bytes = Buffer.buffer(event.canonical());
        last = next;
        return new Numbered(event, bytes);
    }
}
