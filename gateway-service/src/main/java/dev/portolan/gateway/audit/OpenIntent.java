package dev.portolan.gateway.audit;

import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.event.seal.Disclosed;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** A durable intent whose outcome is still to come, with room set aside for it. Only an {@link AuditLog} makes one. */
public interface OpenIntent {
    /** The record. */
    AuditEvent event();

    /**
     * Records how the call ended. Takes effect when called, whether or not anybody subscribes, and only the first
     * time; later calls give what the first gave. The record is never dropped: it is sent again until it is durable.
     *
     * @param result what travels beside the record; null if nothing was answered
     * @return fails with {@link AuditUnavailable} if the record is not durable in time: the answer must then be
     *     withheld, while delivery goes on
     */
    Uni<Void> close(Outcome outcome, @Nullable Disclosed result);

    /** Records an end without an answer, likewise. */
    default Uni<Void> close(Outcome outcome) {
        return close(outcome, null);
    }
}
