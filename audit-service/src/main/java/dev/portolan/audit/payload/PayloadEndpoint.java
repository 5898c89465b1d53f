package dev.portolan.audit.payload;

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
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where what was sent and answered is read, each time for a reason that is on record before the answer. */
@Path("/audit/records/{eventId}/payload")
@Blocking
public final class PayloadEndpoint {

    /** Method of the records written here. */
    static final String METHOD = "audit.payload";

    private static final int MAX_REASON = 500;

    private final PayloadReading payloads;
    private final AccessTrail trail;
    private final SecurityIdentity identity;

    PayloadEndpoint(PayloadReading payloads, AccessTrail trail, SecurityIdentity identity) {
        this.payloads = payloads;
        this.trail = trail;
        this.identity = identity;
    }

    /** @throws Refused if there is no reason or no such record, or the look cannot be recorded */
    @GET
    @RolesAllowed(Reader.PAYLOAD_READER)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "getPayload",
            summary = "What was sent and answered, as far as it is kept, and who acted; give the reason")
    public PayloadView payload(
            @PathParam("eventId") String eventId, @Context UriInfo uri, @Context HttpServerRequest request) {
        Reader reader = Reader.of(identity, request).inRole(Reader.PAYLOAD_READER);
        UUID id = (UUID) Form.UUID
                .read(eventId)
                .orElseThrow(() -> Parameters.unreadable("id", Form.UUID, "id, a UUID of version 7"));
        Parameters parameters = new Parameters(uri.getQueryParameters());
        String reason = parameters
                .text("reason")
                .filter(text -> !text.isBlank() && text.length() <= MAX_REASON)
                .filter(text -> Form.TEXT.read(text).isPresent())
                .orElseThrow(() -> new Refused(Problem.badRequest(
                        "There is no reason.", "Give 'reason' in at most " + MAX_REASON + " characters.")));
        parameters.nothingElse();
        Optional<PayloadView> found = payloads.of(id);
        String path = "/audit/records/" + id + "/payload";
        trail.record(METHOD, reader, Access.answered(path, Map.of("reason", reason), found.isPresent() ? 1 : 0));
        return found.orElseThrow(() ->
                new Refused(Problem.notFound("No record has this event id.", "Look for it with /audit/records.")));
    }
}
