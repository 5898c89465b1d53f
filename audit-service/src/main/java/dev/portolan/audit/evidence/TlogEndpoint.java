package dev.portolan.audit.evidence;

import dev.portolan.audit.ledger.log.Head;
import dev.portolan.audit.ledger.log.LogTiles;
import dev.portolan.audit.ledger.log.Logs;
import dev.portolan.audit.problem.Problem;
import dev.portolan.audit.problem.Refused;
import dev.portolan.tlog.TileId;
import dev.portolan.tlog.TileSource;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * The log as C2SP tlog-tiles has it. Entries are records, and looking at them is on record; hashes disclose nothing,
 * and a log that grew by one entry for each tile that is fetched would never be fetched to its end.
 */
@Path("/tlog/{log}")
@RolesAllowed("auditor")
@Blocking
public final class TlogEndpoint {

    /** What a tile holds never changes; it is for auditors only. */
    private static final String FOR_EVER = "private, max-age=31536000, immutable";

    private final Logs logs;
    private final Served served;

    TlogEndpoint(Logs logs, Served served) {
        this.logs = logs;
        this.served = served;
    }

    /** @throws Refused if there is no such log or nothing was signed yet */
    @GET
    @Path("/checkpoint")
    @Operation(operationId = "getCheckpoint", summary = "The newest signed head of the log (C2SP tlog-checkpoint)")
    public Response checkpoint(@PathParam("log") String log) {
        return Response.ok(served.checkpoint(served.named(log).log()).toString())
                .type("text/plain; charset=utf-8")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .build();
    }

    /** @throws Refused if there is no such log or tile, or the look at entries cannot be recorded */
    @GET
    @Path("/tile/{path: .+}")
    @Operation(operationId = "getTile", summary = "A tile of hashes, or with 'entries' a bundle of entries")
    public Response tile(
            @PathParam("log") String log, @PathParam("path") String path, @Context HttpServerRequest request) {
        Head head = served.named(log);
        TileId id = id("tile/" + path).filter(tile -> isIn(head, tile)).orElseThrow(TlogEndpoint::noTile);
        if (id.level() == TileId.ENTRIES) {
            served.record(request, "/tlog/tile/entries", Map.of("log", log, "tile", id.path()), id.width());
        }
        try (LogTiles tiles = logs.tiles(head.log())) {
            byte[] bytes = id.level() == TileId.ENTRIES ? tiles.bundle(id) : tiles.read(id);
            return Response.ok(bytes)
                    .type("application/octet-stream")
                    .header(HttpHeaders.CACHE_CONTROL, FOR_EVER)
                    .build();
        } catch (TileSource.TileMissing e) {
            throw noTile();
        }
    }

    private static Optional<TileId> id(String path) {
        try {
            return Optional.of(TileId.parse(path));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isIn(Head head, TileId tile) {
        long hashes = head.size() >>> 8 * Math.max(0, tile.level());
        return tile.index() <= hashes / TileId.FULL && tile.index() * TileId.FULL + tile.width() <= hashes;
    }

    private static Refused noTile() {
        return new Refused(Problem.notFound(
                "The log has no such tile.",
                "Which tiles there are follows from the size in its checkpoint (c2sp.org/tlog-tiles)."));
    }
}
