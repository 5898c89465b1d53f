package dev.portolan.audit.evidence;

import dev.portolan.audit.ledger.log.LogTiles;
import dev.portolan.audit.ledger.log.Logs;
import dev.portolan.audit.problem.Refused;
import dev.portolan.tlog.SignedNote;
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
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;

/** The whole log up to its newest checkpoint in one zip, written while it is read. */
@Path("/tlog/{log}/bundle.zip")
@RolesAllowed("auditor")
@Blocking
public final class BundleEndpoint {

    private static final Logger LOG = Logger.getLogger(BundleEndpoint.class);

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
        StreamingOutput zip = out -> write(out, note, size, log);
        return Response.ok(zip)
                .type("application/zip")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit-log-" + size + ".zip\"")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .build();
    }

    private void write(OutputStream out, SignedNote note, long size, int log) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        zip.setLevel(Deflater.BEST_SPEED);
        add(zip, "checkpoint", note.toString().getBytes(StandardCharsets.UTF_8));
        for (int level = 0; size >>> 8 * level > 0; level++) {
            long hashes = size >>> 8 * level;
            for (long index = 0; index * TileId.FULL < hashes; index++) {
                TileId id = TileId.inTree(level, index, size);
                add(zip, log, id);
                if (level == 0) {
                    add(zip, log, TileId.inTree(TileId.ENTRIES, index, size));
                }
            }
        }
        zip.finish();
    }

    /** Takes a connection for each file, so that a slow reader keeps none. What is missing is left out, and missed. */
    private void add(ZipOutputStream zip, int log, TileId id) throws IOException {
        byte[] bytes;
        try (LogTiles tiles = logs.tiles(log)) {
            bytes = id.level() == TileId.ENTRIES ? tiles.bundle(id) : tiles.read(id);
        } catch (TileSource.TileMissing e) {
            LOG.errorf("%s is missing in the database", id.path());
            return;
        }
        add(zip, id.path(), bytes);
    }

    private static void add(ZipOutputStream zip, String path, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(path));
        zip.write(bytes);
        zip.closeEntry();
    }
}
