package dev.portolan.local.keycloak;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Keycloak's distribution, unpacked to a directory named after its version. The directory holds the data too, so
 * another version begins with a freshly imported realm.
 */
final class KeycloakDistribution {

    private final Path archive;
    private final Path parent;

    /**
     * A distribution.
     *
     * @param archive the .zip, which holds one directory {@code keycloak-<version>}
     * @param parent below it that directory is unpacked
     */
    KeycloakDistribution(Path archive, Path parent) {
        this.archive = archive;
        this.parent = parent;
    }

    /**
     * Where it is, or will be, unpacked.
     *
     * @return the directory
     * @throws IOException if the archive cannot be read
     */
    Path home() throws IOException {
        try (ZipInputStream zip = open()) {
            ZipEntry first = zip.getNextEntry();
            if (first == null) {
                throw new IOException(archive + " is empty");
            }
            return parent.resolve(Path.of(first.getName()).getName(0));
        }
    }

    /**
     * Unpacks it; the directory appears whole or not at all.
     *
     * @throws IOException if it cannot be read or written
     */
    void unpack() throws IOException {
        Path home = home();
        Path unpacking = parent.resolve("unpacking");
        Files.createDirectories(unpacking);
        try (ZipInputStream zip = open()) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                write(entry, zip, unpacking);
            }
        }
        Files.move(unpacking.resolve(home.getFileName()), home, StandardCopyOption.ATOMIC_MOVE);
        Files.delete(unpacking);
    }

    /**
     * Copies an unpacked distribution; the copy appears whole or not at all.
     *
     * @param from where it is
     * @param to where its copy will be
     * @throws IOException if it cannot be read or written
     */
    static void copy(Path from, Path to) throws IOException {
        Path copying = to.resolveSibling("copying-" + ProcessHandle.current().pid());
        Files.createDirectories(copying.getParent());
        try (Stream<Path> all = Files.walk(from)) {
            for (Path source : (Iterable<Path>) all::iterator) {
                Files.copy(source, copying.resolve(from.relativize(source).toString()));
            }
        }
        Files.move(copying, to, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void write(ZipEntry entry, InputStream content, Path root) throws IOException {
        Path file = root.resolve(entry.getName()).normalize();
        if (!file.startsWith(root)) {
            throw new IOException("an entry of the archive leads out of it");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
        } else {
            Files.createDirectories(file.getParent());
            Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private ZipInputStream open() throws IOException {
        return new ZipInputStream(new BufferedInputStream(Files.newInputStream(archive)));
    }
}
