package dev.portolan.audit.export;

import dev.portolan.audit.access.Begun;
import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.problem.Refused;
import dev.portolan.audit.query.Snapshot;
import dev.portolan.audit.store.Reading;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * One export on its way: the records, page by page. While the reader's connection takes a page the next is read, and no
 * more than that, so memory does not grow, and nothing is read for a reader who is gone.
 */
final class Export {

    private final Reading reading;
    private final ExportQuestion question;
    private final Snapshot snapshot;
    private final Proofs proofs;
    private final int page;
    private final MessageDigest digest;

    /** Written by the one thread that exports, read by whoever asks how far it is. */
    private final AtomicLong records = new AtomicLong();

    private final AtomicLong bytes = new AtomicLong();

    Export(Reading reading, ExportQuestion question, Snapshot snapshot, Proofs proofs, int page) {
        this.reading = reading;
        this.question = question;
        this.snapshot = snapshot;
        this.proofs = proofs;
        this.page = page;
        this.digest = begin();
    }

    /** Writes all records, and what proves them. @throws IOException if the reader is gone */
    void write(ZipOutputStream zip) throws IOException {
        try (proofs) {
            zip.putNextEntry(new ZipEntry(question.format().file()));
            writeRecords(zip);
            zip.closeEntry();
            proofs.write(zip, records.get());
        }
    }

    private void writeRecords(OutputStream zip) throws IOException {
        OutputStream out = new Counted(zip);
        RecordFile file = question.format().begin(out);
        List<ExportedRecord> found = read(Optional.empty());
        while (!found.isEmpty()) {
            boolean more = found.size() == page;
            Optional<UUID> last = Optional.of(found.get(found.size() - 1).eventId());
            Uni<List<ExportedRecord>> next = more
                    ? Uni.createFrom()
                            .item(() -> read(last))
                            .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                            .memoize()
                            .indefinitely()
                    : Uni.createFrom().item(List.of());
            next.subscribe().with(ready -> {}, failed -> {});
            for (ExportedRecord each : found) {
                file.add(each);
                proofs.add(each.leaf());
                records.incrementAndGet();
            }
            out.flush();
            found = next.await().indefinitely();
        }
        file.end();
    }

    /** How far it is. */
    ExportProgress progress(UUID callId) {
        long atMost = reading.list(question.atMost(), row -> row.getLong(1)).get(0);
        return new ExportProgress(callId, "running", records.get(), bytes.get(), Optional.of(atMost));
    }

    /** How many records are written and how long they are. */
    Outcome outcome(Outcome.Code code) {
        return Outcome.of(code).withStatus(200, 0).withCount(records.get()).withBody(bytes.get());
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
                snapshot.size(),
                question.format().file(),
                records.get(),
                bytes.get(),
                sha256);
    }

    /** @throws Refused if PostgreSQL does not answer */
    private List<ExportedRecord> read(Optional<UUID> after) {
        return reading.list(question.select(snapshot, after, page), ExportedRecord::read);
    }

    /** Counts and digests what goes through it. */
    private final class Counted extends FilterOutputStream {

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            digest.update((byte) one);
            bytes.incrementAndGet();
        }

        @Override
        public void write(byte[] some, int offset, int length) throws IOException {
            out.write(some, offset, length);
            digest.update(some, offset, length);
            bytes.addAndGet(length);
        }
    }

    private static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
