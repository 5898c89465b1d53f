package dev.portolan.audit.export;

import dev.portolan.audit.access.Reader;
import dev.portolan.audit.criteria.Form;
import dev.portolan.audit.problem.Problem;
import dev.portolan.audit.problem.Refused;
import dev.portolan.audit.query.QueryConfig;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where auditors take records away. */
@Path("/audit/exports")
@Blocking
public final class ExportsEndpoint {

    private final Exports exports;
    private final ExportConfig config;
    private final QueryConfig query;
    private final SecurityIdentity identity;
    private final Clock clock;

    ExportsEndpoint(Exports exports, ExportConfig config, QueryConfig query, SecurityIdentity identity, Clock clock) {
        this.exports = exports;
        this.config = config;
        this.query = query;
        this.identity = identity;
        this.clock = clock;
    }

    /** @throws Refused if the question cannot be read, too many exports are under way or it cannot be recorded */
    @GET
    @RolesAllowed(Reader.AUDITOR)
    @Produces("application/zip")
    @Operation(operationId = "exportRecords", summary = "All records that match, oldest first, with a manifest")
    public Response export(@Context UriInfo uri, @Context HttpServerRequest request) {
        Reader reader = Reader.of(identity, request);
        Instant now = clock.instant();
        ExportQuestion question = ExportQuestion.read(
                uri.getQueryParameters(),
                config,
                QueryConfig.filterLimits(query),
                now,
                now.minus(query.intentDeadline()));
        BegunExport begun = exports.begin(reader, question);
        return Response.ok(begun.archive(), "application/zip")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit-export.zip\"")
                .header("Audit-Export", begun.callId())
                .build();
    }

    /** Says nothing of what is on record, and is therefore not recorded. @throws Refused if there is no such export */
    @GET
    @Path("/{callId}")
    @RolesAllowed(Reader.AUDITOR)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "getExport", summary = "How far an export is, or how it ended")
    public ExportProgress progress(@PathParam("callId") String callId) {
        return Form.UUID
                .read(callId)
                .flatMap(id -> exports.progress((UUID) id))
                .orElseThrow(() -> new Refused(Problem.notFound(
                        "No export of this id runs here or has ended.",
                        "Its id is in the header Audit-Export of its answer.")));
    }
}
