package dev.portolan.audit.count;

import dev.portolan.audit.access.Access;
import dev.portolan.audit.access.AccessTrail;
import dev.portolan.audit.access.Reader;
import dev.portolan.audit.problem.Refused;
import dev.portolan.audit.query.QueryConfig;
import dev.portolan.audit.store.Reading;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where auditors ask how many. */
@Path("/audit/counts")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public final class CountsEndpoint {

    private final Reading reading;
    private final AccessTrail trail;
    private final CountConfig config;
    private final QueryConfig query;
    private final SecurityIdentity identity;
    private final Clock clock;

    CountsEndpoint(
            Reading reading,
            AccessTrail trail,
            CountConfig config,
            QueryConfig query,
            SecurityIdentity identity,
            Clock clock) {
        this.reading = reading;
        this.trail = trail;
        this.config = config;
        this.query = query;
        this.identity = identity;
        this.clock = clock;
    }

    /** @throws Refused if the question cannot be read, takes too long, or the look cannot be recorded */
    @GET
    @RolesAllowed({Reader.VIEWER, Reader.AUDITOR})
    @Operation(operationId = "countRecords", summary = "Count records over time and by what they are about")
    public Counts count(@Context UriInfo uri, @Context HttpServerRequest request) {
        Reader reader = Reader.of(identity, request);
        Instant now = clock.instant();
        CountQuestion question =
                CountQuestion.read(uri.getQueryParameters(), config, QueryConfig.filterLimits(query), now);
        Counts counts = Counts.of(
                question.span(),
                reading.table(question.select(now.minus(query.intentDeadline())))
                        .lines(),
                question.limit());
        trail.record(
                reader,
                Access.answered(
                        "/audit/counts", question.parameters(), counts.counts().size()));
        return counts;
    }
}
