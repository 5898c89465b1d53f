package dev.portolan.audit.report;

import dev.portolan.audit.access.Access;
import dev.portolan.audit.access.AccessTrail;
import dev.portolan.audit.access.Reader;
import dev.portolan.audit.problem.Problem;
import dev.portolan.audit.problem.Refused;
import dev.portolan.audit.query.Cursors;
import dev.portolan.audit.query.Snapshot;
import dev.portolan.audit.query.Turn;
import dev.portolan.audit.store.Csv;
import dev.portolan.audit.store.Reading;
import dev.portolan.audit.store.Table;
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
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Where auditors ask what they always ask. */
@Path("/audit/reports")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public final class ReportsEndpoint {

    private final Reading reading;
    private final Cursors cursors;
    private final AccessTrail trail;
    private final ReportConfig config;
    private final SecurityIdentity identity;
    private final Clock clock;

    ReportsEndpoint(
            Reading reading,
            Cursors cursors,
            AccessTrail trail,
            ReportConfig config,
            SecurityIdentity identity,
            Clock clock) {
        this.reading = reading;
        this.cursors = cursors;
        this.trail = trail;
        this.config = config;
        this.identity = identity;
        this.clock = clock;
    }

    /** Says nothing of what is on record, and is therefore not recorded. */
    @GET
    @RolesAllowed(Reader.AUDITOR)
    @Operation(operationId = "listReports", summary = "The reports, their questions and parameters")
    public Collection<Report> list() {
        return Reports.all();
    }

    /** @throws Refused if the question cannot be read, takes too long, or the look cannot be recorded */
    @GET
    @Path("/{name}")
    @RolesAllowed(Reader.AUDITOR)
    @Produces({MediaType.APPLICATION_JSON, "text/csv"})
    @Operation(operationId = "runReport", summary = "One report, as JSON or CSV")
    @APIResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = "application/json", schema = @Schema(implementation = ReportAnswer.class)),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    public Response run(@PathParam("name") String name, @Context UriInfo uri, @Context HttpServerRequest request) {
        Reader reader = Reader.of(identity, request);
        Report report = Reports.named(name)
                .orElseThrow(() -> new Refused(
                        Problem.notFound("There is no report of this name.", "See /audit/reports for all of them.")));
        ReportQuestion question = ReportQuestion.read(report, uri.getQueryParameters(), config, clock.instant());
        String subject = reader.who().subject();
        Optional<Turn> before = question.cursor().map(cursor -> cursors.open(cursor, question.canonical(), subject));
        Snapshot snapshot = before.map(Turn::snapshot).orElseGet(() -> Snapshot.now(reading));

        Table found = reading.table(question.select(snapshot, before.map(Turn::last)));
        boolean more = found.rows().size() > question.limit();
        Table page = more ? found.first(question.limit()) : found;
        Optional<String> next = more && report.paged()
                ? Optional.of(
                        cursors.after(new Turn((UUID) page.last("event_id"), snapshot), question.canonical(), subject))
                : Optional.empty();

        trail.record(
                reader,
                Access.answered(
                        "/audit/reports/" + name, question.texts(), page.rows().size()));
        Optional<Long> size = report.paged() ? Optional.of(snapshot.size()) : Optional.empty();
        return question.format().equals("csv") ? csv(page, more, size, next) : json(question, page, more, size, next);
    }

    private static Response json(
            ReportQuestion question, Table page, boolean more, Optional<Long> size, Optional<String> next) {
        Report report = question.report();
        return Response.ok(
                        new ReportAnswer(
                                report.name(), report.question(), question.values(), page.lines(), more, size, next),
                        MediaType.APPLICATION_JSON)
                .build();
    }

    private static Response csv(Table page, boolean more, Optional<Long> size, Optional<String> next) {
        Response.ResponseBuilder answer =
                Response.ok(Csv.of(page), "text/csv; charset=utf-8").header("Audit-Truncated", more);
        size.ifPresent(entries -> answer.header("Audit-Tree-Size", entries));
        next.ifPresent(cursor -> answer.header("Audit-Next", cursor));
        return answer.build();
    }
}
