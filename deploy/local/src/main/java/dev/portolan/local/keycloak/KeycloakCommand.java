package dev.portolan.local.keycloak;

import dev.portolan.local.installation.Ports;
import dev.portolan.local.process.Launch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How Keycloak is called. Its server is started without its script {@code kc.sh}, which would stay between us and the
 * JVM: the process that we start, watch and end must be the server itself. The options are those the script of 26.7
 * passes, with a smaller heap and only the fast compiler, which starts in 8 s instead of 10 s on two cores.
 *
 * @param java the java program
 * @param inherited variables of our environment that a JVM may need
 * @param ownSession what to put before each command, so that the terminal's signals do not reach it
 */
public record KeycloakCommand(Path java, Map<String, String> inherited, List<String> ownSession) {

    /** Of the optimized form. */
    static final String BUILD_OPTIONS = "--db=dev-file --health-enabled=true";

    private static final List<String> JVM = List.of(
            "-Xms64m",
            "-Xmx512m",
            "-XX:MaxMetaspaceSize=256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dfile.encoding=UTF-8",
            "-Duser.language=en",
            "-Duser.country=US",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                    + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-Dpicocli.disable.closures=true",
            "-Dquarkus-log-max-startup-records=10000");

    /** Keeps own copies. */
    public KeycloakCommand {
        inherited = Map.copyOf(inherited);
        ownSession = List.copyOf(ownSession);
    }

    /**
     * Builds the optimized form, so that later starts need not.
     *
     * @param home where the distribution is unpacked
     * @return a command that ends by itself
     */
    Launch build(Path home) {
        Map<String, String> environment = new TreeMap<>(inherited);
        environment.put("JAVA", java.toString());
        return new Launch(
                Stream.concat(
                                Stream.of("sh", home.resolve("bin/kc.sh").toString(), "build"),
                                Arrays.stream(BUILD_OPTIONS.split(" ")))
                        .toList(),
                environment,
                home);
    }

    /**
     * Replaces the realm while the server does not run.
     *
     * @param home where the distribution is unpacked
     * @param realm the realm's file
     * @param managementPort a port of ours that is free then: the import opens its management interface too
     * @return a command that ends by itself
     */
    Launch importRealm(Path home, Path realm, int managementPort) {
        Map<String, String> environment = new TreeMap<>(inherited);
        environment.put("KC_HTTP_MANAGEMENT_HOST", "127.0.0.1");
        environment.put("KC_HTTP_MANAGEMENT_PORT", String.valueOf(managementPort));
        List<String> arguments = List.of("import", "--optimized", "--file=" + realm, "--override=true");
        return new Launch(server(home, arguments), environment, home);
    }

    /**
     * Starts the server.
     *
     * @param home where the distribution is unpacked
     * @param ports where it listens
     * @param adminPassword of the user admin in the realm master; only used when the database is new
     * @param importRealm whether to import the realm, if there is none of its name
     * @return the command
     */
    Launch start(Path home, Ports ports, String adminPassword, boolean importRealm) {
        Map<String, String> environment = new TreeMap<>(inherited);
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", adminPassword);
        List<String> arguments = new ArrayList<>(List.of(
                "start",
                "--optimized",
                // alone: without it Keycloak opens cluster ports on all interfaces
                "--cache=local",
                "--hostname=http://localhost:" + ports.identity(),
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + ports.identity(),
                "--http-management-host=127.0.0.1",
                "--http-management-port=" + ports.identityManagement(),
                // health checks that say "not yet" at each poll are no news
                "--log-level=info,io.smallrye.health:warn"));
        if (importRealm) {
            arguments.add("--import-realm");
        }
        return new Launch(server(home, arguments), environment, home);
    }

    private List<String> server(Path home, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(JVM);
        command.add("-Dkc.home.dir=" + home);
        command.add("-Djboss.server.config.dir=" + home.resolve("conf"));
        command.add("-cp");
        command.add(home.resolve("lib/quarkus-run.jar").toString());
        command.add("io.quarkus.bootstrap.runner.QuarkusEntryPoint");
        command.addAll(arguments);
        return command;
    }
}
