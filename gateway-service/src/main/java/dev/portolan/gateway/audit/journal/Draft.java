package dev.portolan.gateway.audit.journal;

import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.event.Source;
import dev.portolan.audit.event.seal.Disclosed;
import dev.portolan.audit.event.seal.Disclosure;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A record that has no number yet.
 *
 * @param role what it is to the log
 * @param closes identifier of the intent that an outcome closes; null for other roles
 * @param event makes the record of its identifier and its place in the sequence
 * @param disclosure what travels beside it
 */
public record Draft(
        Pending.Role role, @Nullable UUID closes, BiFunction<UUID, Source, AuditEvent> event, Disclosure disclosure) {
    /** One that closes nothing. */
    Draft(Pending.Role role, BiFunction<UUID, Source, AuditEvent> event, Disclosure disclosure) {
        this(role, null, event, disclosure);
    }

    /** The end of an intent. It discloses who acted once more, so that it can be told without its intent. */
    static Draft outcome(Pending record, Outcome outcome, @Nullable Disclosed result) {
        AuditEvent intent = record.event();
        return new Draft(
                Pending.Role.OUTCOME,
                intent.eventId(),
                (id, source) -> intent.outcome(id, source.seq(), outcome),
                new Disclosure(record.disclosure().actor(), null, result));
    }

    /** One that discloses nothing. */
    public static Draft notice(BiFunction<UUID, Source, AuditEvent> event) {
        return new Draft(Pending.Role.NOTICE, event, Disclosure.NONE);
    }
}
