package dev.portolan.audit.export;

import dev.portolan.audit.access.Reader;
import dev.portolan.audit.problem.Refused;
import dev.portolan.audit.query.QueryConfig;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
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
        return Response.ok(exports.begin(reader, question), "application/zip")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit-export.zip\"")
                .build();
    }
}
