package dev.portolan.gateway.audit;

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
import java.util.UUID;

/**
 * What is known of a request when it is to be recorded. The log adds what makes a record of it: an identifier and a
 * place in the sequence, so that no number is ever taken by a record that does not come.
 *
 * @param callId shared by all records of the request; version 7
 * @param actor what may be said of who acts
 * @param client with which program
 * @param request by which request
 * @param target on what
 * @param arguments what may be said of the arguments
 * @param decision what policy said
 * @param disclosure what travels beside the record
 * @param weighty whether it may destroy something, as far as is known
 */
public record Entry(
        UUID callId,
        Actor actor,
        Client client,
        Request request,
        Target target,
        Arguments arguments,
        Decision decision,
        Disclosure disclosure,
        boolean weighty) {
    /** One that destroys nothing. */
    public Entry(
            UUID callId,
            Actor actor,
            Client client,
            Request request,
            Target target,
            Arguments arguments,
            Decision decision,
            Disclosure disclosure) {
        this(callId, actor, client, request, target, arguments, decision, disclosure, false);
    }

    /** What a record says of its request, and what travels beside it. */
    public static Entry of(AuditEvent event, Disclosure disclosure) {
        return new Entry(
                event.callId(),
                event.actor(),
                event.client(),
                event.request(),
                event.target(),
                event.arguments(),
                event.decision(),
                disclosure);
    }

    /** As the intent to forward it. */
    public AuditEvent intent(UUID eventId, Source source) {
        return event(AuditEvent.Kind.INTENT, eventId, source, Outcome.NONE);
    }

    /** As a record complete in itself. */
    public AuditEvent event(UUID eventId, Source source, Outcome outcome) {
        return event(AuditEvent.Kind.EVENT, eventId, source, outcome);
    }

    /** As the end of the call. */
    public AuditEvent outcome(UUID eventId, Source source, Outcome outcome) {
        return event(AuditEvent.Kind.OUTCOME, eventId, source, outcome);
    }

    private AuditEvent event(AuditEvent.Kind kind, UUID eventId, Source source, Outcome outcome) {
        return new AuditEvent(
                eventId, kind, callId, source, actor, client, request, target, arguments, decision, outcome);
    }
}
