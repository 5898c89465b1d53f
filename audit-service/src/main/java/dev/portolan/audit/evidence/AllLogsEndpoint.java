package dev.portolan.audit.evidence;

import dev.portolan.audit.ledger.log.Logs;
import dev.portolan.audit.problem.Refused;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** All logs in a zip: those that are closed whole, as the one after each vouches for it. */
@Path("/tlog/bundle.zip")
@RolesAllowed("auditor")
@Blocking
public final class AllLogsEndpoint {

    private final Logs logs;
    private final Served served;

    AllLogsEndpoint(Logs logs, Served served) {
        this.logs = logs;
        this.served = served;
    }

    /** @throws Refused if nothing was signed yet of the log that grows, or the look cannot be recorded */
    @GET
    @Operation(
            operationId = "getBundleOfAll",
            summary = "The log that grows and those before it in a zip, for ./portolan audit verify")
    public Response bundle(@Context HttpServerRequest request) {
        return served.zip(request, "", Bundle.ofAll(logs, served::checkpoint));
    }
}
