package dev.portolan.gateway.audit.journal;

import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.Source;
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

    /** One that discloses nothing. */
    public static Draft notice(BiFunction<UUID, Source, AuditEvent> event) {
        return new Draft(Pending.Role.NOTICE, event, Disclosure.NONE);
    }
}
