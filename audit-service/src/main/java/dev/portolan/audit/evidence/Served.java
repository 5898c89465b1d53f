package dev.portolan.audit.evidence;

import dev.portolan.audit.access.Access;
import dev.portolan.audit.access.AccessTrail;
import dev.portolan.audit.access.Reader;
import dev.portolan.audit.ledger.log.Head;
import dev.portolan.audit.ledger.log.Logs;
import dev.portolan.audit.problem.Problem;
import dev.portolan.audit.problem.Refused;
import dev.portolan.audit.witness.Checkpoints;
import dev.portolan.tlog.Checkpoint;
import dev.portolan.tlog.SignedNote;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.Map;

/** What all that serve the log need: the log by its name, its newest checkpoint, and the record of who looked. */
@ApplicationScoped
class Served {

    private final Logs logs;
    private final Checkpoints checkpoints;
    private final AccessTrail trail;
    private final SecurityIdentity identity;

    Served(Logs logs, Checkpoints checkpoints, AccessTrail trail, SecurityIdentity identity) {
        this.logs = logs;
        this.checkpoints = checkpoints;
        this.trail = trail;
        this.identity = identity;
    }

    /** @throws Refused if there is no such log */
    Head named(String name) {
        return logs.named(name)
                .orElseThrow(() -> new Refused(
                        Problem.notFound("There is no log of this name.", "See /tlog/logs; the last one grows.")));
    }

    /** The checkpoint to show. @throws Refused if none was signed yet, or none that says what was dropped just now */
    SignedNote checkpoint(int log) {
        return checkpoints
                .of(log)
                .filter(note -> saysAll(log, note))
                .or(() -> checkpoints.newest(log).filter(note -> saysAll(log, note)))
                .orElseThrow(() -> notSigned("No checkpoint was signed yet, or none since a month was dropped."));
    }

    /** One that covers so many entries, if there is one. @throws Refused if none was signed yet */
    SignedNote checkpoint(int log, long size) {
        return checkpoints.over(log, size).orElseThrow(() -> notSigned("No checkpoint was signed yet."));
    }

    private boolean saysAll(int log, SignedNote note) {
        return !logs.saysDroppedBehind(log, head(note).size());
    }

    /** A bundle, the look at which is recorded. @throws Refused if it cannot be recorded */
    Response zip(HttpServerRequest request, String log, Bundle bundle) {
        long size = bundle.size();
        record(request, "/tlog/bundle.zip", Map.of("log", log, "size", Long.toString(size)), size);
        StreamingOutput zip = bundle::write;
        return Response.ok(zip)
                .type("application/zip")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit-log-" + size + ".zip\"")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .build();
    }

    /** The head that {@code note} signs. */
    static Checkpoint head(SignedNote note) {
        return Checkpoint.parse(note.text());
    }

    static Refused notSigned(String detail) {
        return new Refused(Problem.unavailable(detail));
    }

    /** Records a look at {@code entries} entries. @throws Refused if it cannot be recorded */
    void record(HttpServerRequest request, String path, Map<String, String> parameters, long entries) {
        int count = (int) Math.min(entries, Integer.MAX_VALUE);
        trail.record(Reader.of(identity, request), Access.answered(path, parameters, count));
    }
}
