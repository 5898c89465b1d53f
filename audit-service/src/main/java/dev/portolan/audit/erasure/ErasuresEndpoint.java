package dev.portolan.audit.erasure;

import dev.portolan.audit.access.Access;
import dev.portolan.audit.access.AccessTrail;
import dev.portolan.audit.access.Begun;
import dev.portolan.audit.access.Reader;
import dev.portolan.audit.criteria.Person;
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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where people are erased, and where it is told who was, by handle. */
@Path("/audit/erasures")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public final class ErasuresEndpoint {

    /** Method of the records written here; they do not name who is erased. */
    static final String METHOD = "privacy.erase";

    private static final String PATH = "/audit/erasures";
    private static final String ON_HOLD = "55006";

    private final Erasures erasures;
    private final AccessTrail trail;
    private final UuidV7 ids;
    private final SecurityIdentity identity;

    ErasuresEndpoint(Erasures erasures, AccessTrail trail, UuidV7 ids, SecurityIdentity identity) {
        this.erasures = erasures;
        this.trail = trail;
        this.ids = ids;
        this.identity = identity;
    }

    /** @throws Refused if the look cannot be recorded */
    @GET
    @RolesAllowed({Reader.PRIVACY_OFFICER, Reader.AUDITOR})
    @Operation(operationId = "listErasures", summary = "Who was erased, by handle, by whom and on which basis")
    public List<Erasure> all(@Context HttpServerRequest request) {
        List<Erasure> all = erasures.all();
        trail.record(Reader.of(identity, request), Access.answered(PATH, Map.of(), all.size()));
        return all;
    }

    /** @throws Refused if there is no such person, a hold covers a record of theirs, or it cannot be recorded */
    @POST
    @RolesAllowed(Reader.PRIVACY_OFFICER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "erasePerson",
            summary = "Destroy a person's name and the keys of what they sent and received; every proof stays valid")
    public Erasure erase(ErasureRequest asked, @Context HttpServerRequest request) {
        Reader reader = Reader.of(identity, request).inRole(Reader.PRIVACY_OFFICER);
        ErasureRequest checked = asked.checked();
        String basis = checked.basis().orElseThrow();
        Person person = erasures.person(checked).orElse(null);
        if (person == null) {
            trail.record(METHOD, reader, Access.answered(PATH, Map.of("basis", basis), 0));
            throw nobody();
        }
        checked.mustNotName(person.name().orElse(""));
        UUID id = ids.next();
        Map<String, String> what = Map.of("erasure_id", id.toString(), "handle", person.handle(), "basis", basis);
        Begun begun = trail.begin(METHOD, reader, Access.answered(PATH, what, 0));
        Erasure erased;
        try {
            erased = erasures.erase(checked, id, reader.who()).orElse(null);
        } catch (SQLException e) {
            throw failed(begun, e);
        }
        if (erased == null) {
            trail.end(begun, Outcome.of(Outcome.Code.DENIED).withStatus(404, 0));
            throw nobody();
        }
        trail.end(begun, Outcome.of(Outcome.Code.SUCCESS).withStatus(200, 0).withCount(erased.records()));
        return erased;
    }

    private Refused failed(Begun begun, SQLException e) {
        if (ON_HOLD.equals(e.getSQLState())) {
            trail.end(begun, Outcome.of(Outcome.Code.DENIED).withStatus(409, 0).withReason("ON_HOLD"));
            return new Refused(Problem.conflict(
                    "on-hold",
                    "A hold covers a record of this person.",
                    "See /audit/retention for the holds; another auditor than who placed one can release it.",
                    Map.of()));
        }
        trail.end(begun, Outcome.of(Outcome.Code.UPSTREAM_ERROR).withStatus(503, 0));
        return new Refused(Problem.unavailable("The audit database did not take it."));
    }

    private static Refused nobody() {
        return new Refused(Problem.notFound(
                "There is no such person.", "Give 'issuer' and 'subject' exactly as in their tokens."));
    }
}
