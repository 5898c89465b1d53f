package dev.portolan.audit.evidence;

import dev.portolan.audit.ledger.log.Logs;
import dev.portolan.audit.problem.Refused;
import dev.portolan.tlog.SignedNote;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The whole log up to its newest checkpoint in one zip, written while it is read. */
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
        SignedNote note = served.checkpoint(log);
        long size = Served.head(note).size();
        served.record(request, "/tlog/bundle.zip", Map.of("log", name, "size", Long.toString(size)), size);
        StreamingOutput zip = out -> new Bundle(logs, log, note).write(out);
        return Response.ok(zip)
                .type("application/zip")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit-log-" + size + ".zip\"")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .build();
    }
}
