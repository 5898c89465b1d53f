package dev.portolan.connector.github.judge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * GitHub's published OpenAPI description: one file out of the npm package that {@code src/test/npm} pins. npm fetches
 * the packed package, its digest is held against the lock file, and of that one file an excerpt is kept in
 * {@code target}.
 */
final class GitHubDescription {

    private static final Path PINNED = Path.of("src/test/npm");
    private static final Path TARGET = Path.of("target/github-description");
    private static final String PACKAGE = "@octokit/openapi";
    private static final String ENTRY = "package/generated/api.github.com.json";
    private static final long MOST_BYTES = 64L * 1024 * 1024;
    private static final int BLOCK = 512;

    private GitHubDescription() {}

    /** The file, or empty if npm is missing or cannot fetch it. */
    static Optional<Path> file() {
        try {
            JsonNode locked = new ObjectMapper()
                    .readTree(PINNED.resolve("package-lock.json").toFile())
                    .path("packages")
                    .path("node_modules/" + PACKAGE);
            Path file = TARGET.resolve(
                    "excerpt-of-api.github.com-" + locked.path("version").asText() + ".json");
            return Files.exists(file) ? Optional.of(file) : fetched(locked, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> fetched(JsonNode locked, Path file) throws IOException {
        Files.createDirectories(TARGET);
        Optional<Path> packed = npmPack(locked.path("version").asText());
        if (packed.isEmpty()) {
            return Optional.empty();
        }
        String digest = "sha512-" + Base64.getEncoder().encodeToString(sha512(packed.get()));
        if (!digest.equals(locked.path("integrity").asText())) {
            throw new IllegalStateException("the package is not the one that package-lock.json pins");
        }
        Path partial = Files.createTempFile(TARGET, "unpacking", ".json");
        try (InputStream tar = new GZIPInputStream(Files.newInputStream(packed.get()))) {
            unpack(new DataInputStream(tar), partial);
        }
        Files.delete(packed.get());
        return Optional.of(Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE));
    }

    private static Optional<Path> npmPack(String version) throws IOException {
        Process npm;
        try {
            npm = new ProcessBuilder(
                            "npm", "pack", PACKAGE + "@" + version, "--silent", "--pack-destination", TARGET.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(TARGET.resolve("npm.log").toFile())
                    .start();
        } catch (IOException noNpm) {
            return Optional.empty();
        }
        try {
            if (!npm.waitFor(3, TimeUnit.MINUTES)) {
                npm.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.list(TARGET)) {
            return files.filter(path -> path.toString().endsWith(".tgz")).findFirst();
        }
    }

    /** Reads the tar format (POSIX ustar): blocks of 512 bytes, name at 0, octal size at 124. */
    private static void unpack(DataInputStream tar, Path to) throws IOException {
        byte[] header = new byte[BLOCK];
        while (true) {
            tar.readFully(header);
            String name = new String(header, 0, 100, StandardCharsets.UTF_8).split("\0", 2)[0];
            if (name.isEmpty()) {
                throw new IllegalStateException("the package has no " + ENTRY);
            }
            long size = Long.parseLong(new String(header, 124, 11, StandardCharsets.US_ASCII).strip(), 8);
            if (name.equals(ENTRY) && size <= MOST_BYTES) {
                DescriptionExcerpt.write(tar.readNBytes((int) size), to);
                return;
            }
            tar.skipNBytes((size + BLOCK - 1) / BLOCK * BLOCK);
        }
    }

    private static byte[] sha512(Path file) throws IOException {
        try {
            return MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(file));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
