package dev.portolan.audit.evidence;

import dev.portolan.audit.access.Access;
import dev.portolan.audit.access.AccessTrail;
import dev.portolan.audit.access.Begun;
import dev.portolan.audit.access.Reader;
import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.ledger.log.Head;
import dev.portolan.audit.problem.Problem;
import dev.portolan.audit.problem.Refused;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where the log is begun anew, when what was signed of it is not in the database any more. */
@Path("/audit/epochs")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public final class EpochEndpoint {

    private static final String METHOD = "audit.epoch";

    private final Signer signer;
    private final AccessTrail trail;
    private final SecurityIdentity identity;

    EpochEndpoint(Signer signer, AccessTrail trail, SecurityIdentity identity) {
        this.signer = signer;
        this.trail = trail;
        this.identity = identity;
    }

    /**
     * Closes the log and opens the next, whose first entry says why.
     *
     * @throws Refused if the log in the database continues what was signed, this replica does not sign, or it cannot
     *     be stored or recorded
     */
    @POST
    @RolesAllowed(Reader.OPERATOR)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "beginEpoch",
            summary = "Close a log that was signed further than the database goes, and open the next")
    public Map<String, String> begin(EpochRequest asked, @Context HttpServerRequest request) {
        Reader reader = Reader.of(identity, request);
        String cause = asked.checked();
        if (!signer.isStuck()) {
            throw new Refused(Problem.conflict(
                    "log-continues",
                    "The log continues what was signed, or this replica does not sign it.",
                    "Ask the replica whose signer refuses; a log that is signed is never begun anew.",
                    Map.of()));
        }
        Begun begun = trail.begin(METHOD, reader, Access.answered("/audit/epochs", Map.of("cause", cause), 0));
        Head opened = signer.beginAnew(cause, begun.event().eventId()).orElse(null);
        if (opened == null) {
            trail.end(begun, Outcome.of(Outcome.Code.UPSTREAM_ERROR).withStatus(503, 0));
            throw new Refused(Problem.unavailable("The next log could not be opened."));
        }
        trail.end(begun, Outcome.of(Outcome.Code.SUCCESS).withStatus(200, 0));
        return Map.of("log", opened.name());
    }
}
