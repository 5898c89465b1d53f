package dev.portolan.gateway.audit.journal;

import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.Source;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A record that has no number yet.
 *
 * @param role what it is to the log
 * @param closes identifier of the intent that an outcome closes; null for other roles
 * @param event makes the record of its identifier and its place in the sequence
 */
public record Draft(Pending.Role role, @Nullable UUID closes, BiFunction<UUID, Source, AuditEvent> event) {
    Draft(Pending.Role role, BiFunction<UUID, Source, AuditEvent> event) {
        this(role, null, event);
    }
}
