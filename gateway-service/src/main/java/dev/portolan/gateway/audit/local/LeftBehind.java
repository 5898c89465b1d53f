package dev.portolan.gateway.audit.local;

import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.event.seal.Disclosure;
import dev.portolan.audit.event.seal.Item;
import dev.portolan.audit.spool.Damage;
import dev.portolan.audit.spool.Spool;
import dev.portolan.audit.spool.frame.SpoolRecord;
import dev.portolan.gateway.audit.Entry;
import dev.portolan.gateway.audit.journal.Draft;
import dev.portolan.gateway.audit.journal.Notices;
import dev.portolan.gateway.audit.journal.Pending.Role;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** What earlier boots of this replica left undone, as the records that this one makes of it first. */
final class LeftBehind {
    /** Of an intent whose end nobody saw; its connector may have acted. */
    static final Outcome RESTARTED = Outcome.of(Outcome.Code.UNKNOWN).withReason("GATEWAY_RESTARTED");

    private static final Logger LOG = Logger.getLogger(LeftBehind.class);

    private LeftBehind() {}

    /**
     * What was lost, then the outcomes of the intents that have none.
     *
     * @param open takes the identifiers of those intents and their numbers in the spool
     */
    static List<Draft> by(Spool spool, Map<UUID, Long> open) {
        List<Draft> drafts = new ArrayList<>();
        for (Damage damage : spool.damage()) {
            LOG.errorf("audit spool damaged: records %d to %d %s", damage.first(), damage.last(), word(damage.kind()));
            drafts.add(of(damage, spool.id()));
        }
        for (SpoolRecord orphan : spool.orphans()) {
            Optional<AuditEvent> intent = event(orphan);
            if (intent.isPresent()) {
                open.put(intent.get().eventId(), orphan.seq());
                drafts.add(unknown(intent.get()));
            } else {
                LOG.errorf("audit spool: record %d is not the intent it was; it stays open", orphan.seq());
            }
        }
        if (!spool.orphans().isEmpty()) {
            LOG.warnf(
                    "%d calls of an earlier start have no outcome: recorded as unknown",
                    spool.orphans().size());
        }
        return drafts;
    }

    private static Draft unknown(AuditEvent intent) {
        // who acted is disclosed with the intent: what was sealed cannot be opened here
        Entry entry = Entry.of(intent, Disclosure.NONE);
        return new Draft(
                Role.OUTCOME,
                intent.eventId(),
                (id, source) -> entry.outcome(id, source, RESTARTED),
                entry.disclosure());
    }

    /** The event that a record of the spool is; empty if it is none. */
    static Optional<AuditEvent> event(SpoolRecord record) {
        try {
            return Item.read(record.bytes())
                    .map(item -> AuditEvent.read(new JsonObject(Buffer.buffer(item.entry())).getMap()));
        } catch (IllegalArgumentException | DecodeException altered) {
            return Optional.empty();
        }
    }

    private static Draft of(Damage damage, UUID spool) {
        String details = new JsonObject()
                .put("spool", spool.toString())
                .put("what", word(damage.kind()))
                .put("first", damage.first())
                .put("last", damage.last())
                .encode();
        return Draft.notice(
                (id, source) -> Notices.gateway(id, "SPOOL_DAMAGED", details).apply(id, source));
    }

    private static String word(Damage.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
