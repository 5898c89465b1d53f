package dev.portolan.audit.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.audit.access.Access;
import dev.portolan.audit.access.AccessTrail;
import dev.portolan.audit.access.Begun;
import dev.portolan.audit.access.Reader;
import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.problem.Problem;
import dev.portolan.audit.problem.Refused;
import dev.portolan.audit.store.Reading;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jboss.logging.Logger;

/**
 * Writes exports: a ZIP archive with the records and a manifest. An export is on record before its first byte; how it
 * ended is on record before its last, so an archive that is whole is on record with count and digest.
 */
@ApplicationScoped
class Exports {

    /** Method of the records written here. */
    static final String METHOD = "audit.export";

    private static final Logger LOG = Logger.getLogger(Exports.class);

    private final Reading reading;
    private final AccessTrail trail;
    private final ExportConfig config;
    private final ObjectMapper json;
    private final Semaphore places;

    Exports(Reading reading, AccessTrail trail, ExportConfig config, ObjectMapper json) {
        this.reading = reading;
        this.trail = trail;
        this.config = config;
        this.json = json;
        this.places = new Semaphore(config.concurrency());
    }

    /** @throws Refused if too many are under way or it cannot be recorded */
    StreamingOutput begin(Reader reader, ExportQuestion question) {
        if (!places.tryAcquire()) {
            throw new Refused(Problem.unavailable("As many exports are under way as there may be."));
        }
        try {
            Begun begun = trail.begin(METHOD, reader, Access.answered("/audit/exports", question.texts(), 0));
            return out -> {
                try {
                    write(out, question, begun, reader.who().name());
                } finally {
                    places.release();
                }
            };
        } catch (Refused e) {
            places.release();
            throw e;
        }
    }

    private void write(OutputStream out, ExportQuestion question, Begun begun, String exportedBy) throws IOException {
        Export export = new Export(reading, question, config.page());
        // not closed unless all is written: closing would make half an archive look whole
        @SuppressWarnings("resource")
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.setLevel(Deflater.BEST_SPEED);
        try {
            zip.putNextEntry(new ZipEntry(question.format().file()));
            export.write(zip);
            zip.closeEntry();
        } catch (IOException e) {
            broken(begun, export, Outcome.Code.CLIENT_GONE);
            throw e;
        } catch (Refused e) {
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
