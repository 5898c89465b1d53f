package dev.portolan.audit.tail;

import dev.portolan.audit.access.Reader;
import dev.portolan.audit.criteria.Criteria;
import dev.portolan.audit.criteria.Parameters;
import dev.portolan.audit.problem.Refused;
import dev.portolan.audit.query.QueryConfig;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where auditors listen. */
@Path("/audit/tail")
@Blocking
public final class TailEndpoint {

    private final Tails tails;
    private final QueryConfig config;
    private final SecurityIdentity identity;

    TailEndpoint(Tails tails, QueryConfig config, SecurityIdentity identity) {
        this.tails = tails;
        this.config = config;
        this.identity = identity;
    }

    /** @throws Refused if the question cannot be read, as many listen as may, or it cannot be recorded */
    @GET
    @RolesAllowed(Reader.AUDITOR)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(operationId = "tailRecords", summary = "Records as they come, in the order of the log")
    public Multi<OutboundSseEvent> tail(
            @Context UriInfo uri,
            @Context HttpServerRequest request,
            @Context Sse sse,
            @HeaderParam("Last-Event-ID") Optional<String> last) {
        Reader reader = Reader.of(identity, request);
        Parameters parameters = new Parameters(uri.getQueryParameters());
        Criteria criteria = Criteria.read(parameters, QueryConfig.filterLimits(config));
        parameters.nothingElse();
        return tails.listen(reader, criteria, last.map(Place::read)).map(record -> event(sse, record));
    }

    /** A sign of life has the id too, so that who comes back need not look at what did not match. */
    private static OutboundSseEvent event(Sse sse, TailedRecord record) {
        OutboundSseEvent.Builder event = sse.newEventBuilder().id(record.place().toString());
        return record.view()
                .map(view -> event.name("record")
                        .mediaType(MediaType.APPLICATION_JSON_TYPE)
                        .data(view)
                        .build())
                .orElseGet(() ->
                        event.comment("nothing new").name("place").data("").build());
    }
}
