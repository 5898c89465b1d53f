package dev.portolan.audit.evidence;

import dev.portolan.audit.ledger.log.Head;
import dev.portolan.audit.ledger.log.Logs;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Tells which logs there are. */
@Path("/tlog/logs")
@RolesAllowed("auditor")
@Blocking
public final class LogsEndpoint {

    private final Logs logs;

    LogsEndpoint(Logs logs) {
        this.logs = logs;
    }

    /** Their names, the oldest first, one a line. */
    @GET
    @Produces("text/plain; charset=utf-8")
    @Operation(operationId = "getLogs", summary = "Names of the logs, the oldest first; the last one grows")
    public String names() {
        return logs.all().stream().map(Head::name).collect(Collectors.joining("\n", "", "\n"));
    }
}
