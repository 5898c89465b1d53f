package dev.portolan.audit.query;

import dev.portolan.audit.access.Access;
import dev.portolan.audit.access.AccessTrail;
import dev.portolan.audit.access.Reader;
import dev.portolan.audit.criteria.Form;
import dev.portolan.audit.criteria.Parameters;
import dev.portolan.audit.problem.Problem;
import dev.portolan.audit.problem.Refused;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where auditors ask. Every answer is preceded by a record of who got it. */
@Path("/audit")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Reader.VIEWER, Reader.AUDITOR})
@Blocking
public final class RecordsEndpoint {

    private final Records records;
    private final RecordViews views;
    private final Cursors cursors;
    private final AccessTrail trail;
    private final QueryConfig config;
    private final SecurityIdentity identity;

    RecordsEndpoint(
            Records records,
            RecordViews views,
            Cursors cursors,
            AccessTrail trail,
            QueryConfig config,
            SecurityIdentity identity) {
        this.records = records;
        this.views = views;
        this.cursors = cursors;
        this.trail = trail;
        this.config = config;
        this.identity = identity;
    }

    /** @throws Refused if the question cannot be read or the look cannot be recorded */
    @GET
    @Path("/records")
    @Operation(operationId = "findRecords", summary = "Find records, newest first, page by page")
    public RecordPage find(@Context UriInfo uri, @Context HttpServerRequest request) {
        Reader reader = Reader.of(identity, request);
        Question question = Question.read(uri.getQueryParameters(), config);
        String words = question.criteria().canonical();
        String subject = reader.who().subject();
        Optional<Turn> before = question.cursor().map(cursor -> cursors.open(cursor, words, subject));
        Snapshot snapshot = before.map(Turn::snapshot).orElseGet(records::snapshot);

        // one more than asked for tells whether there is a next page
        List<AuditRecord> found = records.newest(question, snapshot, before.map(Turn::last), question.limit() + 1);
        boolean more = found.size() > question.limit();
        List<AuditRecord> page = more ? found.subList(0, question.limit()) : found;
        List<RecordView> shown = views.of(page);

        trail.record(reader, Access.answered("/audit/records", question.parameters(), shown.size()));
        return new RecordPage(
                shown,
                Optional.of(snapshot.size()),
                more
                        ? Optional.of(
                                cursors.after(new Turn(page.get(page.size() - 1).eventId(), snapshot), words, subject))
                        : Optional.empty());
    }

    /** @throws Refused if there is no such call or the look cannot be recorded */
    @GET
    @Path("/calls/{callId}")
    @Operation(operationId = "getCall", summary = "All records of one call, oldest first")
    public RecordPage call(@PathParam("callId") String callId, @Context HttpServerRequest request) {
        Reader reader = Reader.of(identity, request);
        List<RecordView> shown = views.of(records.ofCall(id(callId), config.maxLimit()));
        trail.record(reader, Access.answered("/audit/calls", Map.of("call_id", callId), shown.size()));
        if (shown.isEmpty()) {
            throw new Refused(Problem.notFound("No record has this call id.", "Look for it with /audit/records."));
        }
        return new RecordPage(shown, Optional.empty(), Optional.empty());
    }

    /** @throws Refused if there is no such record or the look cannot be recorded */
    @GET
    @Path("/records/{eventId}")
    @Operation(operationId = "getRecord", summary = "One record")
    public RecordView record(@PathParam("eventId") String eventId, @Context HttpServerRequest request) {
        Reader reader = Reader.of(identity, request);
        List<RecordView> shown = views.of(records.withId(id(eventId)).stream().toList());
        trail.record(reader, Access.answered("/audit/records", Map.of("event_id", eventId), shown.size()));
        return shown.stream()
                .findFirst()
                .orElseThrow(() -> new Refused(
                        Problem.notFound("No record has this event id.", "Look for it with /audit/records.")));
    }

    /** @throws Refused if nothing belongs to this trace or the look cannot be recorded */
    @GET
    @Path("/traces/{traceId}")
    @Operation(operationId = "getTrace", summary = "All records of one trace, oldest first")
    public RecordPage trace(@PathParam("traceId") String traceId, @Context HttpServerRequest request) {
        Reader reader = Reader.of(identity, request);
        String id = (String) Form.TRACE
                .read(traceId)
                .orElseThrow(() -> Parameters.unreadable("traceId", Form.TRACE, "W3C trace id, 32 hex digits"));
        List<RecordView> shown = views.of(records.ofTrace(id, config.maxLimit()));
        trail.record(reader, Access.answered("/audit/traces", Map.of("trace_id", id), shown.size()));
        if (shown.isEmpty()) {
            throw new Refused(Problem.notFound("No record has this trace id.", "Look for it with /audit/records."));
        }
        return new RecordPage(shown, Optional.empty(), Optional.empty());
    }

    private static UUID id(String text) {
        return (UUID) Form.UUID
                .read(text)
                .orElseThrow(() -> Parameters.unreadable("id", Form.UUID, "id, a UUID of version 7"));
    }
}
