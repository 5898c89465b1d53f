package dev.portolan.audit.source;

import dev.portolan.audit.access.Access;
import dev.portolan.audit.access.AccessTrail;
import dev.portolan.audit.access.Begun;
import dev.portolan.audit.access.Reader;
import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.ledger.LedgerUnavailable;
import dev.portolan.audit.ledger.note.BootState;
import dev.portolan.audit.ledger.note.Gap;
import dev.portolan.audit.ledger.note.Gaps;
import dev.portolan.audit.problem.Problem;
import dev.portolan.audit.problem.Refused;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where it is told how far each boot's records are, and where those that will not come are declared lost. */
@Path("/audit/sources")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public final class SourcesEndpoint {

    private static final String METHOD = "audit.gap";

    private final Gaps gaps;
    private final AccessTrail trail;
    private final SecurityIdentity identity;

    SourcesEndpoint(Gaps gaps, AccessTrail trail, SecurityIdentity identity) {
        this.gaps = gaps;
        this.trail = trail;
        this.identity = identity;
    }

    /** @throws Refused if the database is away or the look cannot be recorded */
    @GET
    @RolesAllowed({Reader.AUDITOR, Reader.OPERATOR})
    @Operation(operationId = "getSources", summary = "How far the records of each boot are; those behind come first")
    public List<BootState> sources(@Context HttpServerRequest request) {
        try {
            List<BootState> states = gaps.states();
            trail.record(Reader.of(identity, request), Access.answered("/audit/sources", Map.of(), 0));
            return states;
        } catch (LedgerUnavailable e) {
            throw unavailable();
        }
    }

    /**
     * Declares records of a boot lost: an entry of the log says which.
     *
     * @throws Refused if it cannot be read, stored or recorded
     */
    @POST
    @Path("/{bootId}/loss")
    @RolesAllowed(Reader.OPERATOR)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "declareLost", summary = "Give up records of a boot that will not come any more")
    public Map<String, Object> declare(
            @PathParam("bootId") String bootId, LossRequest asked, @Context HttpServerRequest request) {
        Reader reader = Reader.of(identity, request);
        UUID boot = id(bootId)
                .orElseThrow(() -> new Refused(Problem.badRequest(
                        "The boot id is no UUID.", "Take it from GET /audit/sources or from the warning in the log.")));
        LossRequest loss = asked.checked();
        Map<String, String> what = Map.of(
                "boot_id", boot.toString(),
                "through", loss.through().map(Object::toString).orElse("all"),
                "cause", loss.cause().orElseThrow());
        Begun begun = trail.begin(METHOD, reader, Access.answered("/audit/sources", what, 0));
        try {
            Gap gap = gaps.declare(
                    boot, loss.last(), loss.cause().orElseThrow(), begun.event().eventId());
            trail.end(begun, Outcome.of(Outcome.Code.SUCCESS).withStatus(200, 0).withCount(gap.count()));
            return Map.of("boot_id", boot, "first", gap.first(), "lost", gap.count(), "closed", gap.closed());
        } catch (LedgerUnavailable e) {
            trail.end(begun, Outcome.of(Outcome.Code.UPSTREAM_ERROR).withStatus(503, 0));
            throw unavailable();
        }
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Refused unavailable() {
        return new Refused(Problem.unavailable("The audit database did not take it."));
    }
}
