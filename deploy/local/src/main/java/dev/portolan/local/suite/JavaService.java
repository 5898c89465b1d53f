package dev.portolan.local.suite;

import dev.portolan.local.installation.Environment;
import dev.portolan.local.installation.Installation;
import dev.portolan.local.process.HttpProbe;
import dev.portolan.local.process.Launch;
import dev.portolan.local.process.PortProbe;
import dev.portolan.local.process.Probe;
import dev.portolan.local.process.ServiceSpec;
import dev.portolan.local.process.StopSignal;
import dev.portolan.local.process.Work;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes parts out of runnable jars. A child gets the few variables of our environment that a JVM may need and those
 * meant for it, and nothing else: a secret meant for one part is not seen by the others.
 */
final class JavaService {

    /** Measured 2 to 6 s; the rest is for busy machines. */
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);

    private static final String[] INHERITED = {
        "HOME",
        "LANG",
        "LC_",
        "TZ",
        "TMPDIR",
        "JAVA_TOOL_OPTIONS",
        "OTEL_",
        "QUARKUS_OTEL_",
        "QUARKUS_LOG_",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "NO_PROXY",
        "http_proxy",
        "https_proxy",
        "no_proxy",
        "SSL_CERT_"
    };

    private final Installation installation;
    private final HttpClient http = HttpClient.newHttpClient();

    /**
     * Parts of an installation.
     *
     * @param installation each part gets a working directory of its own in its state
     */
    JavaService(Installation installation) {
        this.installation = installation;
    }

    /** The java program we run on ourselves. */
    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** What of our environment every JVM gets. */
    static Map<String, String> inherited(Environment environment) {
        Map<String, String> variables = environment.startingWith(INHERITED);
        environment.text("PATH").ifPresent(path -> variables.put("PATH", path));
        return variables;
    }

    /**
     * A runnable jar as a part.
     *
     * @param id the part's name
     * @param file the jar, built or not
     * @param ports where it listens
     * @param dependsOn what must be ready before
     * @param variables its own part of the environment
     */
    record Jar(String id, Path file, List<Integer> ports, Set<String> dependsOn, Map<String, String> variables) {}

    /**
     * A Quarkus service; its first port is the service's, its second the management interface's.
     *
     * @param jar a fast-jar
     * @return the part
     */
    ServiceSpec quarkus(Jar jar) {
        int management = jar.ports().get(1);
        Map<String, String> variables = new TreeMap<>(jar.variables());
        variables.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        variables.put("QUARKUS_HTTP_PORT", String.valueOf(jar.ports().get(0)));
        variables.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        variables.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(management));
        URI ready = URI.create("http://localhost:" + management + "/q/health/ready");
        return part(
                new Jar(jar.id(), jar.file(), jar.ports(), jar.dependsOn(), variables),
                command(jar, "256m"),
                new HttpProbe(http, ready));
    }

    /**
     * A small program with one port, which it is given as {@code --port} and opens last.
     *
     * @param jar the program
     * @return the part
     */
    ServiceSpec plain(Jar jar) {
        int port = jar.ports().get(0);
        List<String> command = new ArrayList<>(command(jar, "96m"));
        command.add("--port");
        command.add(String.valueOf(port));
        return part(jar, command, new PortProbe(port));
    }

    private static List<String> command(Jar jar, String heap) {
        return List.of(
                java().toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-jar",
                jar.file().toString());
    }

    private ServiceSpec part(Jar jar, List<String> command, Probe probe) {
        // a directory of its own: Quarkus reads a config directory below the one it is started in
        Path directory = installation.state().work().resolve(jar.id());
        Map<String, String> variables = new TreeMap<>(inherited(installation.environment()));
        variables.putAll(jar.variables());
        Work before = steps -> {
            installation.project().requireBuilt(jar.file());
            Files.createDirectories(directory);
        };
        return new ServiceSpec(
                jar.id(),
                jar.dependsOn(),
                jar.ports(),
                before,
                () -> new Launch(command, variables, directory),
                probe,
                READY_WITHIN,
                Work.NONE,
                StopSignal.TERM);
    }
}
