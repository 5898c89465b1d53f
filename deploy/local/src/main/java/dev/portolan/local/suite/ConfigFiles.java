package dev.portolan.local.suite;

import dev.portolan.local.installation.Ports;
import dev.portolan.local.report.LaunchFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The gateway's files. {@code policy.yaml} and {@code views.yaml} belong to the person: they are made once and never
 * touched again. {@code connectors.yaml} belongs to the launcher: it is rendered anew at each start.
 *
 * @param directory where they lie, which exists
 */
public record ConfigFiles(Path directory) {

    /** Who may use what. */
    public Path policy() {
        return directory.resolve("policy.yaml");
    }

    /** Which MCP servers are federated. */
    public Path connectors() {
        return directory.resolve("connectors.yaml");
    }

    /** What is offered at endpoints of its own. */
    public Path views() {
        return directory.resolve("views.yaml");
    }

    /**
     * Makes all of them.
     *
     * @param ports where our own connectors listen
     * @param extra other MCP servers
     * @throws LaunchFailure if they cannot be written
     */
    public void write(Ports ports, List<ExtraConnector> extra) {
        try {
            make(policy());
            make(views());
            Path fresh = directory.resolve("connectors.yaml.new");
            Files.writeString(fresh, render(ports, extra));
            Files.move(fresh, connectors(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw LaunchFailure.io("writing the gateway's files in " + directory, e);
        }
    }

    /** Makes one of the person's files, unless it is there. */
    private static void make(Path file) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        String name = String.valueOf(file.getFileName());
        try (InputStream resource = ConfigFiles.class.getResourceAsStream("/" + name)) {
            if (resource == null) {
                throw new IOException(name + " is missing from this build");
            }
            Files.copy(resource, file);
        }
    }

    static String render(Ports ports, List<ExtraConnector> extra) {
        StringBuilder yaml = new StringBuilder("""
                # Rendered by ./portolan up at each start: changes made here are lost.
                # Add a server for one run with --connector <id>=<url> or <id>=stdio:<command>.
                connectors:
                  github:
                    url: "http://localhost:%d/mcp"
                    era: auto
                    owned-schemes: [github, git]
                    credential: client-credentials
                    scope: github-connector
                  db:
                    url: "http://localhost:%d/mcp"
                    era: auto
                    owned-schemes: [db]
                    credential: client-credentials
                    scope: db-connector
                """.formatted(ports.github(), ports.db()));
        for (ExtraConnector connector : extra) {
            yaml.append("""
                  %s:
                    %s
                    era: auto
                """.formatted(connector.id(), connector.entry()));
        }
        return yaml.toString();
    }
}
