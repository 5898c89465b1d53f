package dev.portolan.gateway.edge;

import dev.portolan.gateway.identity.TestIssuer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What the gateway stands between: an issuer, an audit-service, a connector of each era, and a dead one. */
public class GatewayResource implements QuarkusTestResourceLifecycleManager {
    /** Everything a test needs to know of it. */
    public record Surroundings(TestIssuer issuer, StubAudit audit, StubConnector modern, StubConnector legacy) {
        /** An access token of a member of this group. */
        public String token(String group) {
            return token(group, "somebody");
        }

        public String token(String group, String subject) {
            return issuer.token("http://localhost:7400/mcp", subject, group);
        }
    }

    private final Surroundings surroundings =
            new Surroundings(new TestIssuer(), new StubAudit(), new StubConnector(true), new StubConnector(false));

    private final Map<String, String> more = new HashMap<>();

    @Override
    public void init(Map<String, String> initArgs) {
        more.putAll(initArgs);
    }

    @Override
    public Map<String, String> start() {
        try {
            Path directory = Files.createTempDirectory("gateway-test");
            Path policy = directory.resolve("policy.yaml");
            Files.writeString(policy, """
                    version: 1
                    rules:
                      - id: engineering-everything
                        who: { groups: [engineering] }
                        what: { connectors: ["*"] }
                        effect: allow
                    """);
            Path connectors = directory.resolve("connectors.yaml");
            Files.writeString(connectors, """
                    connectors:
                      new: { url: "%s", era: auto, deadline: 2s, max-response-bytes: 64KiB }
                      old: { url: "%s", era: auto, credential: client-credentials, scope: old, deadline: 2s }
                      dead: { url: "http://localhost:1/mcp", era: auto }
                    """.formatted(
                            surroundings.modern().url(), surroundings.legacy().url()));
            Map<String, String> config = new HashMap<>();
            config.put("quarkus.oidc.auth-server-url", surroundings.issuer().url());
            config.put("gateway.audit.url", surroundings.audit().url());
            config.put("gateway.policy.file", policy.toString());
            config.put("gateway.connectors.file", connectors.toString());
            config.put("gateway.edge.max-body", "20K");
            config.put("gateway.edge.body-deadline", "1s");
            config.putAll(more);
            return config;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(surroundings, new TestInjector.MatchesType(Surroundings.class));
    }

    @Override
    public void stop() {
        surroundings.modern().close();
        surroundings.legacy().close();
        surroundings.audit().close();
        surroundings.issuer().close();
    }
}
