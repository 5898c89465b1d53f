package dev.portolan.audit.export;

import dev.portolan.audit.access.Begun;
import dev.portolan.audit.criteria.Person;
import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.store.Reading;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One export on its way: the records, page by page. The reader's connection takes each page before the next is read, so
 * memory does not grow, and nothing is read for a reader who is gone.
 */
final class Export {

    private final Reading reading;
    private final ExportQuestion question;
    private final int page;
    private final MessageDigest digest;
    private long records;
    private long bytes;

    Export(Reading reading, ExportQuestion question, int page) {
        this.reading = reading;
        this.question = question;
        this.page = page;
        this.digest = begin();
    }

    /** Writes all records. @throws IOException if the reader is gone */
    void write(OutputStream out) throws IOException {
        write(out, question.format().header());
        Optional<UUID> after = Optional.empty();
        while (true) {
            List<ExportedRecord> found = reading.list(
                    question.select(after, page),
                    row -> new ExportedRecord(
                            row.getObject(1, UUID.class),
                            row.getString(2),
                            row.getObject(3, java.time.OffsetDateTime.class).toInstant(),
                            Person.read(row, 4)));
            for (ExportedRecord each : found) {
                write(out, question.format().line(each));
                records++;
            }
            if (found.size() < page) {
                return;
            }
            out.flush();
            after = Optional.of(found.get(found.size() - 1).eventId());
        }
    }

    /** How many records are written and how long they are. */
    Outcome outcome(Outcome.Code code) {
        return Outcome.of(code).withStatus(200, 0).withCount(records).withBody(bytes);
    }

    /** Digest of what is written; ask once, at the end. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** What is written, described. */
    Manifest manifest(Begun begun, String exportedBy, String sha256) {
        return new Manifest(
                begun.event().callId(),
                exportedBy,
                begun.event().occurredAt(),
                question.texts(),
                question.format().file(),
                records,
                bytes,
                sha256);
    }

    private void write(OutputStream out, byte[] line) throws IOException {
        out.write(line);
        digest.update(line);
        bytes += line.length;
    }

    private static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
