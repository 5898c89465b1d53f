package dev.portolan.audit.event;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One record of the audit trail. Made by {@link #intent}, {@link #event} or {@link #coalesced} and completed by
 * the {@code with…} methods; an intent becomes its outcome by {@link #outcome(UUID, long, Outcome)}. Its form on
 * the wire and in the store is {@link #canonical()}, described by {@code audit-event.schema.json} beside this
 * class.
 *
 * <p>A record is a leaf of a log that only grows, so it can never be erased. It therefore holds no arguments, no
 * results and no names of people, but commitments to them; they travel beside it ({@code
 * dev.portolan.audit.event.seal}).
 *
 * @param eventId identifies the record; version 7, the millisecond inside is the time of the record
 * @param kind what sort of record
 * @param callId shared by the records of one call; version 7
 * @param source who wrote it
 * @param actor who acted
 * @param client with which program
 * @param request by which request
 * @param target on what
 * @param arguments what may be said of the arguments
 * @param decision whether policy allowed it
 * @param outcome how it ended; {@link Outcome#NONE} exactly for an intent
 */
public record AuditEvent(
        UUID eventId,
        Kind kind,
        UUID callId,
        Source source,
        Actor actor,
        Client client,
        Request request,
        Target target,
        Arguments arguments,
        Decision decision,
        Outcome outcome) {

    /** What sort of record. */
    public enum Kind {
        /** About to be forwarded; durable before the first byte goes to a connector. */
        INTENT,
        /** The end of the call that an intent began; durable before the answer goes out. */
        OUTCOME,
        /** Complete in itself: a refusal before any intent, a list served, an administrative act. */
        EVENT,
        /** Stands for an exact number of like requests that were refused. */
        COALESCED
    }

    /** Name and revision of this form. */
    public static final String SCHEMA = "portolan.audit/2";

    /** No event is longer than this in canonical form: the longest entry of a C2SP tlog-tiles log. */
    public static final int MAX_CANONICAL_BYTES = 65_535;

    private static final DateTimeFormatter RFC_3339_MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** @throws IllegalArgumentException if an id is not of version 7, or kind and outcome do not go together */
    public AuditEvent {
        UuidV7.timeOf(eventId);
        UuidV7.timeOf(callId);
        if ((kind == Kind.INTENT) != (outcome.code() == Outcome.Code.NONE)) {
            throw new IllegalArgumentException(
                    "an intent has no outcome, every other kind has one; this is " + kind + " with " + outcome.code());
        }
    }

    /** A call about to be forwarded, about which nothing else is known yet. */
    public static AuditEvent intent(UUID eventId, UUID callId, Source source) {
        return bare(eventId, Kind.INTENT, callId, source, Outcome.NONE);
    }

    /** A record complete in itself, about which nothing else is known yet. */
    public static AuditEvent event(UUID eventId, UUID callId, Source source, Outcome outcome) {
        return bare(eventId, Kind.EVENT, callId, source, outcome);
    }

    /** One record for {@code outcome.count()} like refusals, about which nothing else is known yet. */
    public static AuditEvent coalesced(UUID eventId, UUID callId, Source source, Outcome outcome) {
        return bare(eventId, Kind.COALESCED, callId, source, outcome);
    }

    /**
     * Reads an event. It looks only for what it knows and takes what is missing as absent: whether anything was
     * overlooked shows in {@link #canonical()}.
     *
     * @param members of its JSON object, as values that {@link CanonicalJson} knows
     * @throws IllegalArgumentException if an id, a word or a number cannot be one
     */
    public static AuditEvent read(Map<String, ?> members) {
        return new Reading(members).event();
    }

    /**
     * Who delivers something and under which number, though it may be no event.
     *
     * @param members of its JSON object, likewise
     * @return empty if that cannot be read
     */
    public static Optional<Source> sourceOf(Map<String, ?> members) {
        try {
            return Optional.of(new Reading(members).source()).filter(source -> source.seq() > 0);
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /** The outcome of this intent: same call, same boot, every field of the request repeated. */
    public AuditEvent outcome(UUID newEventId, long seq, Outcome end) {
        return new AuditEvent(
                newEventId,
                Kind.OUTCOME,
                callId,
                source.withSeq(seq),
                actor,
                client,
                request,
                target,
                arguments,
                decision,
                end);
    }

    /** With who acted. */
    public AuditEvent withActor(Actor who) {
        return new AuditEvent(
                eventId, kind, callId, source, who, client, request, target, arguments, decision, outcome);
    }

    /** With the program it was done with. */
    public AuditEvent withClient(Client program) {
        return new AuditEvent(
                eventId, kind, callId, source, actor, program, request, target, arguments, decision, outcome);
    }

    /** With the request. */
    public AuditEvent withRequest(Request asked) {
        return new AuditEvent(
                eventId, kind, callId, source, actor, client, asked, target, arguments, decision, outcome);
    }

    /** With what it was about. */
    public AuditEvent withTarget(Target what) {
        return new AuditEvent(
                eventId, kind, callId, source, actor, client, request, what, arguments, decision, outcome);
    }

    /** With what may be said of the arguments. */
    public AuditEvent withArguments(Arguments kept) {
        return new AuditEvent(eventId, kind, callId, source, actor, client, request, target, kept, decision, outcome);
    }

    /** With what policy said. */
    public AuditEvent withDecision(Decision said) {
        return new AuditEvent(eventId, kind, callId, source, actor, client, request, target, arguments, said, outcome);
    }

    /** When: the millisecond inside {@link #eventId()}. */
    public Instant occurredAt() {
        return UuidV7.timeOf(eventId);
    }

    /** The one sequence of bytes that stands for this event: canonical JSON (RFC 8785) in UTF-8. */
    public byte[] canonical() {
        Map<String, Object> members = new Members()
                .always("schema", SCHEMA)
                .always("event_id", eventId.toString())
                .always("kind", kind)
                .always("call_id", callId.toString())
                .always("occurred_at", RFC_3339_MILLIS.format(occurredAt()))
                .always("source", source.members())
                .always("actor", actor.members())
                .object("client", client.members())
                .always("request", request.members())
                .object("target", target.members())
                .object("arguments", arguments.members())
                .object("decision", decision.members())
                .object("outcome", outcome.members())
                .map();
        return CanonicalJson.bytes(members);
    }

    private static AuditEvent bare(UUID eventId, Kind kind, UUID callId, Source source, Outcome outcome) {
        return new AuditEvent(
                eventId,
                kind,
                callId,
                source,
                Actor.ANONYMOUS,
                Client.NONE,
                Request.NONE,
                Target.NONE,
                Arguments.NONE,
                Decision.NONE,
                outcome);
    }
}
