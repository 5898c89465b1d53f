package dev.portolan.audit.evidence;

import dev.portolan.audit.ledger.log.Logs;
import dev.portolan.audit.problem.Refused;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** One log up to its newest checkpoint in a zip, written while it is read. */
@Path("/tlog/{log}/bundle.zip")
@RolesAllowed("auditor")
@Blocking
public final class BundleEndpoint {

    private final Logs logs;
    private final Served served;

    BundleEndpoint(Logs logs, Served served) {
        this.logs = logs;
        this.served = served;
    }

    /** @throws Refused if there is no such log, nothing was signed yet, or the look cannot be recorded */
    @GET
    @Operation(
            operationId = "getBundle",
            summary = "Checkpoint, tiles and entries in a zip, for ./portolan audit verify")
    public Response bundle(@PathParam("log") String name, @Context HttpServerRequest request) {
        int log = served.named(name).log();
        return served.zip(request, name, Bundle.of(logs, log, served.checkpoint(log)));
    }
}
