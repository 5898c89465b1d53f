package dev.portolan.audit.event.flood;

import dev.portolan.audit.event.Arguments;
import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.Client;
import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.event.Source;
import java.time.Instant;
import java.util.UUID;

/**
 * So many refusals of one kind.
 *
 * @param id the call that they are recorded as
 * @param network they came from; empty if they are not told apart by that
 * @param outcome of each, without what differs
 * @param first when the first of them was refused
 * @param last when the last was
 */
public record Counted(UUID id, String network, Outcome outcome, long count, Instant first, Instant last) {

    /** With those of another count of this kind. */
    Counted with(Counted more) {
        return new Counted(
                id,
                network,
                outcome,
                count + more.count,
                first.isBefore(more.first) ? first : more.first,
                last.isAfter(more.last) ? last : more.last);
    }

    /** The record of it. */
    public AuditEvent event(UUID eventId, Source source) {
        return AuditEvent.coalesced(eventId, id, source, outcome.withCount(count))
                .withClient(new Client("", "", network, ""))
                .withArguments(Arguments.plain("{\"first\":\"" + first + "\",\"last\":\"" + last + "\"}"));
    }
}
