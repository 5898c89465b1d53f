package dev.portolan.gateway.audit.journal;

import dev.portolan.audit.event.Actor;
import dev.portolan.audit.event.Arguments;
import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.Client;
import dev.portolan.audit.event.Decision;
import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.event.Request;
import dev.portolan.audit.event.Source;
import dev.portolan.audit.event.Target;
import dev.portolan.audit.event.seal.Disclosure;
import dev.portolan.gateway.audit.Entry;
import dev.portolan.gateway.call.Refusal;
import java.util.Locale;
import java.util.UUID;
import java.util.function.BiFunction;

/** The records and outcomes that the log writes of its own accord. */
public final class Notices {
    /** Reason of the first record of a boot. */
    static final String STARTED = "STARTED";

    /** Reason of the last record of a boot that ended in order. */
    static final String STOPPED = "STOPPED";

    /** Of a call that was refused because its intent was not durable in time. */
    static final Outcome NOT_ADMITTED = Outcome.of(Outcome.Code.DENIED)
            .withReason(Refusal.AUDIT_UNAVAILABLE.name())
            .withStatus(Refusal.AUDIT_UNAVAILABLE.httpStatus(), Refusal.AUDIT_UNAVAILABLE.code());

    /** Of a call whose client went away before it was forwarded. */
    static final Outcome NOT_TAKEN = Outcome.of(Outcome.Code.CLIENT_GONE).withReason(Outcome.Code.CLIENT_GONE.name());

    /** Of a call that was still open when the gateway stopped; its connector may have acted. */
    static final Outcome NOT_SEEN = Outcome.of(Outcome.Code.UNKNOWN).withReason("GATEWAY_STOPPED");

    private Notices() {}

    /** That the replica started, with the durability its records have from here on. */
    static BiFunction<UUID, Source, AuditEvent> started(UUID callId, AuditConfig.Durability durability) {
        String level = durability.name().toLowerCase(Locale.ROOT);
        return gateway(callId, STARTED, "{\"durability\":\"" + level + "\"}");
    }

    static BiFunction<UUID, Source, AuditEvent> stopped(UUID callId) {
        return gateway(callId, STOPPED, "");
    }

    /**
     * That the replica itself did or found something.
     *
     * @param reason what, in capitals
     * @param details JSON of our own making
     */
    public static BiFunction<UUID, Source, AuditEvent> gateway(UUID callId, String reason, String details) {
        return (id, source) -> new Entry(
                        callId,
                        Actor.SELF,
                        Client.NONE,
                        Request.NONE,
                        new Target("", Target.Type.SERVER, "gateway", ""),
                        details.isEmpty() ? Arguments.NONE : Arguments.plain(details),
                        Decision.NONE,
                        Disclosure.NONE)
                .event(id, source, Outcome.of(Outcome.Code.SUCCESS).withReason(reason));
    }

    /** How refusals for this reason are counted, whatever else is known of each. */
    public static Outcome counted(String reason) {
        return Outcome.of(Outcome.Code.DENIED).withReason(reason);
    }
}
