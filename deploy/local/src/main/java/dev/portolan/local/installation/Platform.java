package dev.portolan.local.installation;

import dev.portolan.local.report.ExitCode;
import dev.portolan.local.report.LaunchFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The machine underneath: which PostgreSQL binaries fit it and how a child is kept apart from the terminal.
 *
 * @param os as in the system property os.name
 * @param architecture as in the system property os.arch
 * @param user as in the system property user.name
 * @param path directories that hold commands
 */
public record Platform(String os, String architecture, String user, List<Path> path) {

    /** Keeps an own copy. */
    public Platform {
        path = List.copyOf(path);
    }

    /**
     * This machine.
     *
     * @param environment holds PATH
     * @return its platform
     */
    public static Platform current(Environment environment) {
        List<Path> directories = List.of(
                        environment.text("PATH").orElse("/usr/bin:/bin").split(":", -1))
                .stream()
                .filter(name -> !name.isEmpty())
                .map(Path::of)
                .toList();
        return new Platform(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                System.getProperty("user.name"),
                directories);
    }

    /**
     * The resource with PostgreSQL's binaries, named as the artifacts of io.zonky.test.postgres name it.
     *
     * @return e.g. {@code postgres-linux-x86_64.txz}
     * @throws LaunchFailure if there are none for this platform
     */
    public String postgresArchive() {
        String system = os.toLowerCase(Locale.ROOT);
        String name =
                switch (architecture.toLowerCase(Locale.ROOT)) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm_64";
                    default -> "";
                };
        if (system.contains("linux") && !name.isEmpty()) {
            return "postgres-linux-" + name + ".txz";
        }
        if (system.contains("mac") && !name.isEmpty()) {
            return "postgres-darwin-" + name + ".txz";
        }
        throw unsupported();
    }

    /**
     * The refusal to run PostgreSQL here.
     *
     * @return a sentence that names the way out
     */
    public LaunchFailure unsupported() {
        return new LaunchFailure(
                ExitCode.PRECONDITION,
                "There are no PostgreSQL binaries in this build for " + os + " on " + architecture
                        + ": set PORTOLAN_AUDIT_DB_URL and a DB_<NAME>_URL to databases of your own.");
    }

    /**
     * What to put before a command so that a Ctrl-C in the terminal reaches the supervisor alone, which then ends its
     * children in order. The process keeps its id: setsid replaces itself.
     *
     * @return {@code setsid}, or nothing where there is none
     */
    public List<String> ownSession() {
        return command("setsid").map(found -> List.of(found.toString())).orElse(List.of());
    }

    /**
     * What to put before PostgreSQL's commands, which refuse to run as root: a user namespace in which we are nobody.
     *
     * @return {@code unshare -U} for root, else nothing
     * @throws LaunchFailure if we are root and unshare is missing
     */
    public List<String> withoutRoot() {
        if (!user.equals("root")) {
            return List.of();
        }
        Path unshare = command("unshare")
                .orElseThrow(() -> new LaunchFailure(
                        ExitCode.PRECONDITION,
                        "PostgreSQL refuses to run as root and the command unshare is missing: "
                                + "run ./portolan as another user, or install util-linux."));
        return List.of(unshare.toString(), "-U");
    }

    private Optional<Path> command(String name) {
        return path.stream()
                .map(directory -> directory.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
