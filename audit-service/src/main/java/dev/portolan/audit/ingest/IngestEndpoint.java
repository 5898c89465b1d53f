package dev.portolan.audit.ingest;

import dev.portolan.audit.ledger.Appended;
import dev.portolan.audit.ledger.LedgerUnavailable;
import dev.portolan.audit.ledger.OutOfTurn;
import dev.portolan.audit.people.keys.Opening;
import dev.portolan.audit.problem.Problem;
import dev.portolan.audit.problem.Refused;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Where gateways deliver their events. */
@Path("/ingest")
@Blocking
public final class IngestEndpoint {

    private final Arrivals arrivals;
    private final IngestConfig config;
    private final IngestMetrics metrics;
    private final Opening opening;
    private final Semaphore places;

    IngestEndpoint(Arrivals arrivals, IngestConfig config, IngestMetrics metrics, Opening opening) {
        this.arrivals = arrivals;
        this.config = config;
        this.metrics = metrics;
        this.opening = opening;
        this.places = new Semaphore(config.concurrency());
    }

    /**
     * Takes a batch; the answer comes after the commit and says what is now on record. Sending it again is harmless.
     *
     * @throws Refused if the body is no batch or too large, is not the next of its source, or cannot be stored now
     */
    @POST
    @RolesAllowed("writer")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Append a JSON array of audit events with what is sealed beside them; 200 only after the commit")
    public Appended ingest(@HeaderParam(SpoolHead.HEADER) @Nullable String head, InputStream body) {
        if (!placeTaken()) {
            metrics.unavailable();
            throw new Refused(Problem.unavailable("Too many batches are being stored."));
        }
        try {
            Batch batch = Batch.read(read(body), config.maxEvents(), opening::open);
            arrivals.heard(SpoolHead.parse(head));
            long start = System.nanoTime();
            Appended appended = arrivals.append(batch.items());
            metrics.appended(appended, batch, Duration.ofNanos(System.nanoTime() - start));
            return appended;
        } catch (OutOfTurn e) {
            metrics.outOfTurn();
            throw new Refused(outOfTurn(e));
        } catch (LedgerUnavailable e) {
            metrics.unavailable();
            throw new Refused(Problem.unavailable("The audit database did not take the batch."));
        } finally {
            places.release();
        }
    }

    private static Problem outOfTurn(OutOfTurn refused) {
        Map<String, Object> where = Map.of(
                "boot_id", refused.bootId().toString(), "expected", refused.expected(), "found", refused.found());
        return refused.expected() == 0
                ? Problem.conflict("fenced", "Nothing more is taken from this boot.", "Begin a new boot.", where)
                : Problem.conflict(
                        "gap",
                        "A number is missing before this batch; nothing of it was stored.",
                        "Go on with the record of number 'expected' of boot 'boot_id'.",
                        where);
    }

    private byte[] read(InputStream body) {
        int max = (int) config.maxBody().asLongValue();
        try {
            byte[] bytes = body.readNBytes(max + 1);
            if (bytes.length > max) {
                throw new Refused(Problem.tooLarge(
                        "The body is longer than " + max + " bytes.", "Send the events in several batches."));
            }
            return bytes;
        } catch (IOException e) {
            throw new Refused(Problem.badRequest("The body ended early.", "Send the whole body."));
        }
    }

    private boolean placeTaken() {
        try {
            return places.tryAcquire(config.maxWait().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
