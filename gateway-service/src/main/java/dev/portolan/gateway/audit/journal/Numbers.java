package dev.portolan.gateway.audit.journal;

import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.Source;
import dev.portolan.audit.event.UuidV7;
import dev.portolan.audit.event.seal.Disclosure;
import dev.portolan.audit.event.seal.Item;
import dev.portolan.audit.event.seal.Sealer;
import io.vertx.core.buffer.Buffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Gives records their identifiers and numbers, and seals what travels beside them. Both grow together, numbers from 1
 * without holes in each boot. A number is used up only once the bytes of its record exist, and from then on the record
 * is never changed. Confined to the context of the log.
 */
public final class Numbers {
    private final UuidV7 ids;
    private final Sealer sealer;
    private Source last;

    /** @param sealer to audit-service, used by nobody else */
    public Numbers(String gatewayId, UUID boot, UuidV7 ids, Sealer sealer) {
        this.ids = ids;
        this.sealer = sealer;
        this.last = new Source(gatewayId, boot, 0);
    }

    /** A new identifier, for a call of the log's own. */
    UUID id() {
        return ids.next();
    }

    /** @throws IllegalArgumentException if it cannot be written down; then no number is used */
    Pending number(Draft draft, @Nullable Waiting waiting) {
        Source next = last.withSeq(last.seq() + 1);
        AuditEvent event = draft.event().apply(ids.next(), next);
        Disclosure disclosure = draft.disclosure();
        String sealed = disclosure.isEmpty() ? "" : sealer.seal(event.eventId(), disclosure);
        Buffer bytes = Buffer.buffer(new Item(event.canonical(), sealed).bytes());
        last = next;
        return new Pending(draft.role(), draft.closes(), event, disclosure, bytes, waiting);
    }
}
