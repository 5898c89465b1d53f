package dev.portolan.local.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Unpacks PostgreSQL's binaries from the class path, where the artifacts of io.zonky.test.postgres put them. */
final class PostgresBinaries {

    private static final int OWNER_MAY_EXECUTE = 0100;

    private final URL archive;
    private final Path directory;

    private PostgresBinaries(URL archive, Path directory) {
        this.archive = archive;
        this.directory = directory;
    }

    /**
     * Finds an archive on the class path.
     *
     * @param name the resource's name
     * @param parent below it the binaries are kept, one directory per version
     * @return the binaries, unless this build carries none of that name
     */
    static Optional<PostgresBinaries> find(String name, Path parent) {
        return Optional.ofNullable(PostgresBinaries.class.getResource("/" + name))
                .map(url -> new PostgresBinaries(url, parent.resolve(version(url.toString()))));
    }

    /** The artifact's file name, which says platform and version. */
    static String version(String url) {
        String jar = url.substring(0, Math.max(url.indexOf(".jar!"), 0));
        String name = jar.substring(jar.lastIndexOf('/') + 1);
        return name.isEmpty() ? "binaries" : name;
    }

    /** A program of PostgreSQL. */
    Path program(String name) {
        return directory.resolve("bin").resolve(name);
    }

    /** Whether there is nothing to unpack. */
    boolean areUnpacked() {
        return Files.isDirectory(directory);
    }

    /**
     * Unpacks the archive; the directory appears whole or not at all.
     *
     * @throws IOException if it cannot be read or written
     */
    void unpack() throws IOException {
        Path fresh = directory.resolveSibling(directory.getFileName() + ".new");
        deleteTree(fresh);
        Files.createDirectories(fresh);
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new BufferedInputStream(new XZCompressorInputStream(new BufferedInputStream(archive.openStream()))))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(entry, tar, fresh);
            }
        }
        Files.move(fresh, directory, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void write(TarArchiveEntry entry, InputStream content, Path root) throws IOException {
        Path file = root.resolve(entry.getName()).normalize();
        if (!file.startsWith(root)) {
            throw new IOException("an entry of the archive leads out of it");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, file);
        if ((entry.getMode() & OWNER_MAY_EXECUTE) != 0) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(root)) {
            List<Path> leavesFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : leavesFirst) {
                Files.delete(path);
            }
        }
    }
}
