package dev.portolan.audit.retention;

import dev.portolan.audit.access.Access;
import dev.portolan.audit.access.AccessTrail;
import dev.portolan.audit.access.Begun;
import dev.portolan.audit.access.Reader;
import dev.portolan.audit.criteria.Form;
import dev.portolan.audit.criteria.Parameters;
import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.event.UuidV7;
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
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where it is told how long records are kept, and where more is asked to be kept. */
@Path("/audit/retention")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public final class RetentionEndpoint {

    private static final String HOLD = "audit.hold";
    private static final String RELEASE = "audit.release";

    private final RetentionStore store;
    private final Retention retention;
    private final RetentionConfig config;
    private final AccessTrail trail;
    private final UuidV7 ids;
    private final SecurityIdentity identity;

    RetentionEndpoint(
            RetentionStore store,
            Retention retention,
            RetentionConfig config,
            AccessTrail trail,
            UuidV7 ids,
            SecurityIdentity identity) {
        this.store = store;
        this.retention = retention;
        this.config = config;
        this.trail = trail;
        this.ids = ids;
        this.identity = identity;
    }

    /** @throws Refused if the look cannot be recorded */
    @GET
    @RolesAllowed({Reader.AUDITOR, Reader.OPERATOR})
    @Operation(
            operationId = "getRetention",
            summary = "Which months are kept, which go next, and which holds there are")
    public RetentionState state(@Context HttpServerRequest request) {
        RetentionState state = new RetentionState(
                config.keep().map(Duration::toDays),
                store.months().stream().map(month -> month.month().toString()).toList(),
                retention.due().stream().map(month -> month.month().toString()).toList(),
                store.holds());
        trail.record(Reader.of(identity, request), Access.answered("/audit/retention", Map.of(), 0));
        return state;
    }

    /** @throws Refused if the hold cannot be read, stored or recorded */
    @POST
    @Path("/holds")
    @RolesAllowed(Reader.AUDITOR)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "placeHold", summary = "Keep a span of time until another auditor releases it")
    public Hold place(HoldRequest asked, @Context HttpServerRequest request) {
        Reader reader = Reader.of(identity, request);
        Hold hold = asked.by(reader.who().name(), ids.next());
        Map<String, String> what = Map.of(
                "hold_id", hold.id().toString(),
                "from", hold.from().toString(),
                "to", hold.to().toString(),
                "reason", hold.reason());
        Begun begun = trail.begin(HOLD, reader, Access.answered("/audit/retention/holds", what, 0));
        try {
            store.place(hold, reader.who());
        } catch (SQLException e) {
            throw failed(begun);
        }
        trail.end(begun, Outcome.of(Outcome.Code.SUCCESS).withStatus(200, 0));
        return hold;
    }

    /** @throws Refused if there is no such hold, the reader placed it, or the release cannot be stored or recorded */
    @POST
    @Path("/holds/{id}/release")
    @RolesAllowed(Reader.AUDITOR)
    @Operation(operationId = "releaseHold", summary = "Release a hold that another auditor has placed")
    public void release(@PathParam("id") String id, @Context HttpServerRequest request) {
        Reader reader = Reader.of(identity, request);
        UUID hold = (UUID) Form.UUID
                .read(id)
                .orElseThrow(() -> Parameters.unreadable("id", Form.UUID, "id of the hold, a UUID of version 7"));
        Access access = Access.answered("/audit/retention/holds", Map.of("hold_id", hold.toString()), 0);
        Begun begun = trail.begin(RELEASE, reader, access);
        boolean released;
        try {
            released = store.release(hold, reader.who());
        } catch (SQLException e) {
            throw failed(begun);
        }
        if (!released) {
            trail.end(begun, Outcome.of(Outcome.Code.DENIED).withStatus(404, 0));
            throw new Refused(Problem.notFound(
                    "There is no such hold that you could release.",
                    "Whoever placed a hold cannot release it: ask another auditor. See /audit/retention."));
        }
        trail.end(begun, Outcome.of(Outcome.Code.SUCCESS).withStatus(200, 0));
    }

    private Refused failed(Begun begun) {
        trail.end(begun, Outcome.of(Outcome.Code.UPSTREAM_ERROR).withStatus(503, 0));
        return new Refused(Problem.unavailable("The audit database did not take it."));
    }
}
