package dev.portolan.local.installation;

import dev.portolan.local.report.ExitCode;
import dev.portolan.local.report.LaunchFailure;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The checked-out project with what its build leaves behind.
 *
 * @param root its root directory, absolute
 */
public record Project(Path root) {

    /**
     * The project around the launcher: the script {@code ./portolan} names it, a test may.
     *
     * @return the system property {@code portolan.root}, or the working directory
     */
    public static Project current() {
        return new Project(Path.of(System.getProperty("portolan.root", ""))
                .toAbsolutePath()
                .normalize());
    }

    /**
     * A service's runnable jar, built or not.
     *
     * @param module the module's directory, e.g. {@code gateway-service}
     * @return where its build puts it
     */
    public Path service(String module) {
        return root.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    }

    /** The stand-in of the GitHub REST API, built or not. */
    public Path githubStandin() {
        return root.resolve("tests/github-standin/target/github-standin.jar");
    }

    /** Keycloak's distribution, copied there by the build, if it was. */
    public Path keycloakArchive() {
        return root.resolve("deploy/local/target/dist/keycloak-quarkus-dist.zip");
    }

    /** Where Keycloak's optimized form is kept, which is the same for all installations of this checkout. */
    public Path keycloakOptimized() {
        return root.resolve("deploy/local/target/keycloak");
    }

    /**
     * Requires that a file the build makes is there.
     *
     * @param file one of the files above
     * @throws LaunchFailure if it is not
     */
    public void requireBuilt(Path file) {
        if (!Files.exists(file)) {
            throw new LaunchFailure(
                    ExitCode.PRECONDITION,
                    root.relativize(file) + " is not built: run ./portolan up, which builds what is missing, or "
                            + "mvn package -DskipTests.");
        }
    }
}
