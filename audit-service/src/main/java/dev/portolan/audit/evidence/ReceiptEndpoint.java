package dev.portolan.audit.evidence;

import dev.portolan.audit.event.UuidV7;
import dev.portolan.audit.ledger.log.Head;
import dev.portolan.audit.ledger.log.LogTiles;
import dev.portolan.audit.ledger.log.Logs;
import dev.portolan.audit.ledger.log.Place;
import dev.portolan.audit.problem.Problem;
import dev.portolan.audit.problem.Refused;
import dev.portolan.tlog.Receipt;
import dev.portolan.tlog.SignedNote;
import dev.portolan.tlog.Tree;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Gives receipts: that a record is in the log, to be checked by anyone, offline. */
@Path("/audit/records/{eventId}/proof")
@RolesAllowed("auditor")
@Blocking
public final class ReceiptEndpoint {

    private final Logs logs;
    private final Served served;

    ReceiptEndpoint(Logs logs, Served served) {
        this.logs = logs;
        this.served = served;
    }

    /** @throws Refused if there is no such record, it is not under a checkpoint yet, or the look cannot be recorded */
    @GET
    @Produces("text/plain; charset=utf-8")
    @Operation(operationId = "getProof", summary = "That a record is in the log (C2SP tlog-proof)")
    public String proof(@PathParam("eventId") String eventId, @Context HttpServerRequest request) {
        Optional<Place> place = id(eventId).flatMap(logs::placeOf);
        served.record(request, "/audit/records/proof", Map.of("event_id", eventId), place.isPresent() ? 1 : 0);
        return receipt(place.orElseThrow(() -> new Refused(
                        Problem.notFound("No record has this event id.", "Look for it with /audit/records."))))
                .toString();
    }

    private Receipt receipt(Place place) {
        SignedNote note = served.checkpoint(place.log(), place.index() + 1);
        long size = Served.head(note).size();
        if (place.index() >= size && isClosed(place.log())) {
            throw new Refused(Problem.conflict(
                    "log-closed",
                    "The record is in a log that was closed before a checkpoint covered it; none ever will.",
                    "Take all logs away, /tlog/bundle.zip: the one after it vouches for how it ended.",
                    Map.of()));
        }
        if (place.index() >= size) {
            throw Served.notSigned("The record is not under a signed checkpoint yet.");
        }
        try (LogTiles tiles = logs.tiles(place.log())) {
            return new Receipt(
                    place.index(),
                    new Tree(size, tiles).inclusion(place.index()).path(),
                    note);
        }
    }

    private boolean isClosed(int log) {
        return logs.numbered(log).filter(Head::closed).isPresent();
    }

    private static Optional<UUID> id(String text) {
        try {
            UUID id = UUID.fromString(text);
            UuidV7.timeOf(id);
            return Optional.of(id);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
