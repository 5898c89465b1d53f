package dev.portolan.audit.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.audit.access.Access;
import dev.portolan.audit.access.AccessTrail;
import dev.portolan.audit.access.Begun;
import dev.portolan.audit.access.Reader;
import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.ledger.LedgerUnavailable;
import dev.portolan.audit.ledger.log.Logs;
import dev.portolan.audit.problem.Problem;
import dev.portolan.audit.problem.Refused;
import dev.portolan.audit.query.Snapshot;
import dev.portolan.audit.store.Clause;
import dev.portolan.audit.store.Reading;
import dev.portolan.audit.witness.Checkpoints;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jboss.logging.Logger;

/**
 * Writes exports: a ZIP archive with the records, what shows that they are in the log, and a manifest. An export is on
 * record before its first byte; how it ended is on record before its last, so an archive that is whole is on record
 * with count and digest.
 */
@ApplicationScoped
class Exports {

    /** Method of the records written here. */
    static final String METHOD = "audit.export";

    private static final Logger LOG = Logger.getLogger(Exports.class);

    private static final String ENDED = """
            SELECT outcome, coalesce((canonical::jsonb #>> '{outcome,count}')::bigint, 0), bytes_out
              FROM audit_event WHERE call_id = ? AND kind = 'outcome' AND method = ?
            """;

    private final Reading reading;
    private final Logs logs;
    private final Checkpoints checkpoints;
    private final AccessTrail trail;
    private final ExportConfig config;
    private final ObjectMapper json;
    private final Semaphore places;
    private final Map<UUID, Export> running = new ConcurrentHashMap<>();

    Exports(
            Reading reading,
            Logs logs,
            Checkpoints checkpoints,
            AccessTrail trail,
            ExportConfig config,
            ObjectMapper json) {
        this.reading = reading;
        this.logs = logs;
        this.checkpoints = checkpoints;
        this.trail = trail;
        this.config = config;
        this.json = json;
        this.places = new Semaphore(config.concurrency());
    }

    /** @throws Refused if too many are under way, it cannot be recorded, or nothing to prove it by was signed yet */
    BegunExport begin(Reader reader, ExportQuestion question) {
        if (!places.tryAcquire()) {
            throw new Refused(Problem.unavailable("As many exports are under way as there may be."));
        }
        try {
            Proofs proofs = question.proofs() ? Proofs.of(logs, checkpoints, question.format()) : Proofs.none();
            Snapshot snapshot = proofs.snapshot().orElseGet(() -> Snapshot.now(reading));
            Export export = new Export(reading, question, snapshot, proofs, config.page());
            Begun begun = trail.begin(METHOD, reader, Access.answered("/audit/exports", question.texts(), 0));
            UUID callId = begun.event().callId();
            running.put(callId, export);
            return new BegunExport(callId, out -> {
                try {
                    write(out, export, begun, reader.who().name());
                } finally {
                    running.remove(callId);
                    places.release();
                }
            });
        } catch (RuntimeException e) {
            places.release();
            throw e;
        }
    }

    /** How far an export is that runs here, or how one ended; none if there is no such export. */
    Optional<ExportProgress> progress(UUID callId) {
        return Optional.ofNullable(running.get(callId))
                .map(export -> export.progress(callId))
                .or(() -> reading
                        .list(
                                Clause.of(ENDED, callId, METHOD),
                                row -> new ExportProgress(
                                        callId, row.getString(1), row.getLong(2), row.getLong(3), Optional.empty()))
                        .stream()
                        .findFirst());
    }

    private void write(OutputStream out, Export export, Begun begun, String exportedBy) throws IOException {
        // not closed unless all is written: closing would make half an archive look whole
        @SuppressWarnings("resource")
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.setLevel(Deflater.BEST_SPEED);
        try {
            export.write(zip);
        } catch (IOException e) {
            broken(begun, export, Outcome.Code.CLIENT_GONE);
            throw e;
        } catch (Refused | LedgerUnavailable e) {
            broken(begun, export, Outcome.Code.UPSTREAM_ERROR);
            throw new IOException("the audit database did not answer", e);
        }
        String sha256 = export.sha256();
        zip.putNextEntry(new ZipEntry("manifest.json"));
        zip.write(json.writerWithDefaultPrettyPrinter().writeValueAsBytes(export.manifest(begun, exportedBy, sha256)));
        zip.closeEntry();
        trail.end(begun, export.outcome(Outcome.Code.SUCCESS), sha256);
        zip.finish();
    }

    private void broken(Begun begun, Export export, Outcome.Code code) {
        try {
            trail.end(begun, export.outcome(code), export.sha256());
        } catch (Refused e) {
            LOG.warn("the end of an export could not be recorded; its intent stays without outcome");
        }
    }
}
