package dev.portolan.audit.evidence;

import dev.portolan.audit.ledger.log.Head;
import dev.portolan.audit.ledger.log.LogStamps;
import dev.portolan.audit.ledger.log.Logs;
import dev.portolan.audit.problem.Problem;
import dev.portolan.audit.problem.Refused;
import dev.portolan.tlog.bundle.Stamp;
import dev.portolan.tlog.bundle.Stamps;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Time stamps of checkpoints (RFC 3161), the files of a bundle one by one. They disclose nothing of records. */
@Path("/tlog/{log}/stamps")
@RolesAllowed("auditor")
@Blocking
public final class StampEndpoint {

    private final Logs logs;
    private final Served served;

    StampEndpoint(Logs logs, Served served) {
        this.logs = logs;
        this.served = served;
    }

    /** @throws Refused if there is no such log or nothing was signed yet */
    @GET
    @Path("/sizes")
    @Produces("text/plain")
    @Operation(operationId = "getStamps", summary = "Sizes of checkpoints with a time stamp, as bundles have them")
    public byte[] sizes(@PathParam("log") String name) {
        Head head = served.named(name);
        long size = head.closed()
                ? head.size()
                : Served.head(served.checkpoint(head.log())).size();
        try (LogStamps stamps = logs.stamps(head.log())) {
            return Stamps.list(stamps.sizes(size));
        }
    }

    /** @throws Refused if there is no such log or stamp */
    @GET
    @Path("/{size: [0-9]+}.checkpoint")
    @Produces("text/plain; charset=utf-8")
    @Operation(operationId = "getStamped", summary = "The checkpoint of this size as it was stamped")
    public byte[] checkpoint(@PathParam("log") String name, @PathParam("size") long size) {
        return of(name, size, Stamp::checkpoint);
    }

    /** @throws Refused if there is no such log or stamp */
    @GET
    @Path("/{size: [0-9]+}.tst")
    @Produces("application/octet-stream")
    @Operation(operationId = "getStamp", summary = "Its TimeStampToken, DER")
    public byte[] token(@PathParam("log") String name, @PathParam("size") long size) {
        return of(name, size, Stamp::token);
    }

    private byte[] of(String name, long size, Function<Stamp, byte[]> part) {
        try (LogStamps stamps = logs.stamps(served.named(name).log())) {
            return stamps.of(size)
                    .map(part)
                    .orElseThrow(() -> new Refused(Problem.notFound(
                            "No checkpoint of this size was stamped.", "See /tlog/" + name + "/stamps/sizes.")));
        }
    }
}
