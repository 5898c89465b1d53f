package dev.portolan.local.installation;

import dev.portolan.local.report.ExitCode;
import dev.portolan.local.report.LaunchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The directory that holds everything a local run keeps: {@code .portolan} unless PORTOLAN_STATE names another.
 *
 * @param root absolute path
 */
public record StateDirectory(Path root) {

    /** What a first start unpacks and builds, with room to work: measured 0.6 GB. */
    private static final long FIRST_START_BYTES = 1_500L * 1024 * 1024;
    /** What a later start must find free: logs and write-ahead log. */
    private static final long LATER_START_BYTES = 250L * 1024 * 1024;

    /**
     * Finds the directory; does not create it.
     *
     * @param environment may hold PORTOLAN_STATE, relative to the project
     * @param project the project's root
     * @return the directory
     */
    public static StateDirectory from(Environment environment, Path project) {
        String name = environment.text("PORTOLAN_STATE").orElse(".portolan");
        return new StateDirectory(project.resolve(name).toAbsolutePath().normalize());
    }

    /**
     * Creates it, closed to other users, and checks that enough space is free.
     *
     * @throws LaunchFailure if it cannot be created or the disk is too full
     */
    public void create() {
        try {
            Files.createDirectories(root);
            closeToOthers(root);
            for (Path directory : new Path[] {logs(), config(), secrets()}) {
                Files.createDirectories(directory);
            }
            closeToOthers(secrets());
        } catch (IOException e) {
            throw LaunchFailure.io("creating the state directory " + root, e);
        }
        requireSpace();
    }

    private void requireSpace() {
        long needed = Files.isDirectory(postgres().resolve("data")) ? LATER_START_BYTES : FIRST_START_BYTES;
        try {
            long usable = Files.getFileStore(root).getUsableSpace();
            if (usable < needed) {
                throw new LaunchFailure(ExitCode.PRECONDITION, spaceSentence(usable, needed));
            }
        } catch (IOException e) {
            throw LaunchFailure.io("looking at the free space of " + root, e);
        }
    }

    String spaceSentence(long usable, long needed) {
        return "The disk below " + root + " has " + megabytes(usable) + " MB free and " + megabytes(needed)
                + " MB are needed: free some space, or move the state with PORTOLAN_STATE=/a/roomier/directory.";
    }

    private static long megabytes(long bytes) {
        return bytes / (1024 * 1024);
    }

    private static void closeToOthers(Path directory) throws IOException {
        if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** PostgreSQL's binaries and data. */
    public Path postgres() {
        return root.resolve("postgres");
    }

    /** Keycloak's distribution and data. */
    public Path keycloak() {
        return root.resolve("keycloak");
    }

    /** GIT_ROOT: below lie plain Git repositories. */
    public Path git() {
        return root.resolve("git");
    }

    /** Audit records of one gateway that are not delivered yet. */
    public Path spool(String gateway) {
        return root.resolve("spool").resolve(gateway);
    }

    /** policy.yaml, connectors.yaml and views.yaml. */
    public Path config() {
        return root.resolve("config");
    }

    /** Generated secrets, one file each. */
    public Path secrets() {
        return root.resolve("secrets");
    }

    /** The key that signs the audit log, its public half on the second line. */
    public Path auditKey() {
        return secrets().resolve("audit-log.key");
    }

    /** Working directories of the parts. */
    public Path work() {
        return root.resolve("work");
    }

    /** One log file per part. */
    public Path logs() {
        return root.resolve("logs");
    }

    /** What runs: process ids, start times, ports. */
    public Path stateFile() {
        return root.resolve("state.json");
    }

    /** Locked by the supervisor as long as it lives. */
    public Path lockFile() {
        return root.resolve("lock");
    }
}
