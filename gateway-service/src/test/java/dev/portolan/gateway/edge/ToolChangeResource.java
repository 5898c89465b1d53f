package dev.portolan.gateway.edge;

import dev.portolan.gateway.identity.TestIssuer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A connector whose definitions have to be approved, looked at every second. */
public class ToolChangeResource implements QuarkusTestResourceLifecycleManager {
    /** Everything a test needs to know of it. */
    record Surroundings(TestIssuer issuer, StubAudit audit, StubConnector connector, Path approvals) {}

    private final Surroundings surroundings;

    public ToolChangeResource() {
        try {
            Path directory = Files.createTempDirectory("tool-change-test");
            surroundings = new Surroundings(
                    new TestIssuer(),
                    new StubAudit(),
                    new StubConnector(true).unlisted(),
                    directory.resolve("approvals.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, String> start() {
        Path directory = surroundings.approvals().resolveSibling(".");
        Path policy = directory.resolve("policy.yaml");
        Path connectors = directory.resolve("connectors.yaml");
        try {
            Files.writeString(policy, """
                    version: 1
                    rules:
                      - id: everything
                        who: { groups: [engineering] }
                        what: { connectors: ["*"] }
                        effect: allow
                    """);
            Files.writeString(connectors, """
                    connectors:
                      held: { url: "%s", era: modern, poll-interval: 1s, changes: hold }
                    """.formatted(surroundings.connector().url()));
            Files.writeString(surroundings.approvals(), "approvals: {}\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of(
                "quarkus.oidc.auth-server-url", surroundings.issuer().url(),
                "gateway.audit.url", surroundings.audit().url(),
                "gateway.policy.file", policy.toString(),
                "gateway.connectors.file", connectors.toString(),
                "gateway.changes.approvals-file", surroundings.approvals().toString(),
                "gateway.changes.poll-interval", "50ms");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(surroundings, new TestInjector.MatchesType(Surroundings.class));
    }

    @Override
    public void stop() {
        surroundings.connector().close();
        surroundings.audit().close();
        surroundings.issuer().close();
    }
}
