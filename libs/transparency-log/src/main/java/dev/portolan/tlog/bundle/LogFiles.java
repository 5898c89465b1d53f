package dev.portolan.tlog.bundle;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The files of a log under the paths of C2SP tlog-tiles: {@code checkpoint}, {@code tile/…}. */
public interface LogFiles extends Closeable {

    /** Path of the signed head. */
    String CHECKPOINT = "checkpoint";

    /** Path of the names of the logs, the oldest first, one a line, where there may be several: each below its name. */
    String LOGS = "logs";

    /** More is never read of a file: 256 entries of the greatest length fit. */
    int MAX_BYTES = 256 * (2 + 65_535) + 1;

    /**
     * The bytes of a file, or empty if there is none.
     *
     * @throws IOException if it cannot be read or is longer than {@link #MAX_BYTES}
     */
    Optional<byte[]> read(String path) throws IOException;

    /** The files below a directory. */
    default LogFiles below(String directory) {
        return new Below(this, directory);
    }

    /** A directory or, if {@code bundle} is a file, a zip. @throws IOException if it is neither */
    static LogFiles open(Path bundle) throws IOException {
        return Files.isDirectory(bundle) ? new Directory(bundle) : new Zip(new ZipFile(bundle.toFile()));
    }

    /**
     * All bytes of a stream, which is closed.
     *
     * @throws IOException if it cannot be read or is longer than {@link #MAX_BYTES}
     */
    static byte[] bounded(InputStream stream) throws IOException {
        try (stream) {
            byte[] bytes = stream.readNBytes(MAX_BYTES);
            if (bytes.length == MAX_BYTES) {
                throw new IOException("a file of the log is longer than any can be");
            }
            return bytes;
        }
    }

    /**
     * Some files of others.
     *
     * @param all of them
     * @param directory of these
     */
    record Below(LogFiles all, String directory) implements LogFiles {
        @Override
        public Optional<byte[]> read(String path) throws IOException {
            return all.read(directory + "/" + path);
        }

        @Override
        public void close() throws IOException {
            all.close();
        }
    }

    /**
     * Files below a directory.
     *
     * @param root of the log
     */
    record Directory(Path root) implements LogFiles {
        @Override
        public Optional<byte[]> read(String path) throws IOException {
            Path file = root.resolve(path);
            return Files.isRegularFile(file) ? Optional.of(bounded(Files.newInputStream(file))) : Optional.empty();
        }

        @Override
        public void close() {}
    }

    /**
     * Files in a zip.
     *
     * @param zip closed with this
     */
    record Zip(ZipFile zip) implements LogFiles {
        @Override
        public Optional<byte[]> read(String path) throws IOException {
            ZipEntry entry = zip.getEntry(path);
            return entry == null ? Optional.empty() : Optional.of(bounded(zip.getInputStream(entry)));
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }
    }
}
