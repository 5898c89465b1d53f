package dev.portolan.local.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.tlog.VerifierKey;
import dev.portolan.tlog.bundle.Finding;
import dev.portolan.tlog.bundle.LogFiles;
import dev.portolan.tlog.bundle.PartCheck;
import dev.portolan.tlog.bundle.Stamp;
import dev.portolan.tlog.bundle.Stamps;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Checks an export with proofs: that each of its records is in the log, where it says, and that the file that was asked
 * for, which may be another form of them, is the one its manifest describes. Whether a record that matches was left out
 * it cannot tell: the whole log can.
 */
public final class ExportCheck {

    private static final String MANIFEST = "manifest.json";
    private static final String RECORDS = "records.ndjson";
    private static final String PLACES = "records.leaves";

    /** No record is longer. */
    private static final int MAX_RECORD = 65_535;

    private final Path zip;
    private final Collection<VerifierKey> trusted;
    private long records;
    private long size;

    /** Of the archive {@code zip}. */
    public ExportCheck(Path zip, Collection<VerifierKey> trusted) {
        this.zip = zip;
        this.trusted = trusted;
    }

    /** Whether a file is an export, not a log. */
    public static boolean isExport(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.getEntry(MANIFEST) != null;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The first trouble, or none; its index is a place in the log, or a line of the records.
     *
     * @throws IOException if the archive cannot be read, or has no proofs
     */
    public Optional<Finding> run() throws IOException {
        try (ZipFile archive = new ZipFile(zip.toFile());
                LogFiles files = new LogFiles.Zip(archive)) {
            if (archive.getEntry(RECORDS) == null || archive.getEntry(PLACES) == null) {
                throw new IOException("the export has no proofs: ask for proofs=log");
            }
            PartCheck check = PartCheck.of(files, trusted);
            size = check.head().size();
            for (Stamp stamp : Stamps.in(files)) {
                check.stamped(stamp.head());
            }
            return records(archive, check);
        } catch (PartCheck.Refuted refuted) {
            return Optional.of(refuted.finding());
        }
    }

    /** Records that were looked at. */
    public long records() {
        return records;
    }

    /** Entries of the log they are in. */
    public long size() {
        return size;
    }

    private Optional<Finding> records(ZipFile archive, PartCheck check) throws IOException {
        JsonNode manifest = new ObjectMapper().readTree(stream(archive, MANIFEST));
        try (InputStream lines = new BufferedInputStream(stream(archive, RECORDS), 1 << 16);
                BufferedReader places =
                        new BufferedReader(new InputStreamReader(stream(archive, PLACES), StandardCharsets.US_ASCII))) {
            for (byte[] line = line(lines); line.length > 0; line = line(lines)) {
                String place = places.readLine();
                if (place == null || !place.matches("[0-9]{1,18}")) {
                    return tampered(records, "there is no place in the log for this line");
                }
                check.look(Long.parseLong(place), line);
                records++;
            }
            if (places.readLine() != null) {
                return tampered(records, "there are places for more records than there are");
            }
        }
        if (records != manifest.path("records").asLong(-1)
                || !sha256(archive, manifest.path("file").asText())
                        .equals(manifest.path("sha256").asText())) {
            return tampered(records, "the manifest says another number or digest of records");
        }
        return Optional.empty();
    }

    private static Optional<Finding> tampered(long line, String what) {
        return Optional.of(new Finding(Finding.Kind.TAMPERED, line, what));
    }

    /** The next line without its end; empty at the end of the file. */
    private static byte[] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(2048);
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.write(next);
            if (line.size() > MAX_RECORD) {
                throw new IOException("a line is longer than any record");
            }
        }
        return line.toByteArray();
    }

    private static InputStream stream(ZipFile archive, String name) throws IOException {
        ZipEntry entry = archive.getEntry(name);
        if (entry == null) {
            throw new IOException(name + " is missing");
        }
        return archive.getInputStream(entry);
    }

    private static String sha256(ZipFile archive, String name) throws IOException {
        try (DigestInputStream file =
                new DigestInputStream(stream(archive, name), MessageDigest.getInstance("SHA-256"))) {
            file.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(file.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
