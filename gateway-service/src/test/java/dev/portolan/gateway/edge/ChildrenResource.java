package dev.portolan.gateway.edge;

import dev.portolan.gateway.child.StubProgram;
import dev.portolan.gateway.identity.TestIssuer;
import dev.portolan.mcp.Revision;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** Connectors that are programs: one of each revision, and some with bad manners. */
public class ChildrenResource extends AroundTheGateway {
    /** Everything a test needs to know of it. */
    record Surroundings(TestIssuer issuer, StubAudit audit, Path connectors) {
        String token() {
            return issuer.token("http://localhost:7400/mcp", "somebody", "engineering");
        }
    }

    /** The id of the connector of that revision. */
    static String id(Revision revision) {
        return "c" + revision.wire().replace("-", "");
    }

    static String entry(String id, Revision revision, String manner, String more) {
        return id + ": { poll-interval: 1s, deadline: 20s, "
                + StubProgram.command(revision.wire(), manner).stream()
                        .collect(Collectors.joining("\", \"", "command: [\"", "\"]"))
                + more + " }\n";
    }

    @Override
    public Map<String, String> start() {
        StringBuilder entries = new StringBuilder();
        for (Revision revision : Revision.values()) {
            entries.append(entry(id(revision), revision, "good", ""));
        }
        entries.append(entry("pinned", Revision.V2024_11_05, "dies", ", era: 2024-11-05, directory: /"));
        entries.append(entry("dying", Revision.V2025_06_18, "dies", ", env: { LEVEL: 'info' }"));
        entries.append(entry("mute", Revision.V2025_06_18, "nothing", "").replace("20s", "1s"));
        entries.append(entry("frail", Revision.V2025_11_25, "good", ", max-response-bytes: 64KiB")
                .replace("20s", "8s"));
        entries.append("none: { command: [\"/no/such/program\"] }\n");
        Map<String, String> config = config(entries.toString());
        config.put("gateway.connectors.poll-interval", "50ms");
        config.put("gateway.http-sse.enabled", "true");
        config.put("gateway.child.first-restart", "100ms");
        config.put("gateway.child.longest-restart", "200ms");
        config.put("gateway.child.unsure-for", "1h");
        config.put("gateway.child.stop-wait", "1s");
        return config;
    }

    @Override
    Object surroundings() {
        return new Surroundings(issuer, audit, files.directory().resolve("connectors.yaml"));
    }

    @Override
    void closeConnectors() {
        // They are programs, and end with the gateway.
    }
}
