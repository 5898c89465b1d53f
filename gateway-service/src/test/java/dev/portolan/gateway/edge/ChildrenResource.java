package dev.portolan.gateway.edge;

import dev.portolan.gateway.child.StubProgram;
import dev.portolan.gateway.identity.TestIssuer;
import dev.portolan.mcp.Revision;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** Connectors that are programs: one of each revision, and some with bad manners. */
public class ChildrenResource implements QuarkusTestResourceLifecycleManager {
    /** Everything a test needs to know of it. */
    record Surroundings(TestIssuer issuer, StubAudit audit, Path connectors) {
        String token() {
            return issuer.token("http://localhost:7400/mcp", "somebody", "engineering");
        }
    }

    private final TestIssuer issuer = new TestIssuer();
    private final StubAudit audit = new StubAudit();
    private Path connectors = Path.of("");

    /** The id of the connector of that revision. */
    static String id(Revision revision) {
        return "c" + revision.wire().replace("-", "");
    }

    static String entry(String id, Revision revision, String manner, String more) {
        return "  " + id + ": { poll-interval: 1s, deadline: 20s, "
                + StubProgram.command(revision.wire(), manner).stream()
                        .collect(Collectors.joining("\", \"", "command: [\"", "\"]"))
                + more + " }\n";
    }

    @Override
    public Map<String, String> start() {
        try {
            Path directory = Files.createTempDirectory("children-test");
            Path policy = Files.writeString(directory.resolve("policy.yaml"), """
                    version: 1
                    rules:
                      - id: engineering-everything
                        who: { groups: [engineering] }
                        what: { connectors: ["*"] }
                        effect: allow
                    """);
            StringBuilder entries = new StringBuilder("connectors:\n");
            for (Revision revision : Revision.values()) {
                entries.append(entry(id(revision), revision, "good", ""));
            }
            entries.append(entry("pinned", Revision.V2024_11_05, "dies", ", era: 2024-11-05, directory: /"));
            entries.append(entry("dying", Revision.V2025_06_18, "dies", ", env: { LEVEL: 'info' }"));
            entries.append(entry("mute", Revision.V2025_06_18, "nothing", "").replace("20s", "1s"));
            entries.append(entry("frail", Revision.V2025_11_25, "good", ", max-response-bytes: 64KiB"));
            entries.append("  none: { command: [\"/no/such/program\"] }\n");
            connectors = Files.writeString(directory.resolve("connectors.yaml"), entries);
            return Map.of(
                    "quarkus.oidc.auth-server-url", issuer.url(),
                    "gateway.audit.url", audit.url(),
                    "gateway.policy.file", policy.toString(),
                    "gateway.connectors.file", connectors.toString(),
                    "gateway.connectors.poll-interval", "50ms",
                    "gateway.http-sse.enabled", "true",
                    "gateway.child.first-restart", "100ms",
                    "gateway.child.longest-restart", "200ms",
                    "gateway.child.unsure-for", "1h",
                    "gateway.child.stop-wait", "1s");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(
                new Surroundings(issuer, audit, connectors), new TestInjector.MatchesType(Surroundings.class));
    }

    @Override
    public void stop() {
        audit.close();
        issuer.close();
    }
}
