package dev.portolan.gateway.edge;

import dev.portolan.gateway.identity.TestIssuer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.Map;

/** A connector whose definitions have to be approved, looked at every second. */
public class ToolChangeResource implements QuarkusTestResourceLifecycleManager {
    /** Everything a test needs to know of it. */
    record Surroundings(TestIssuer issuer, StubAudit audit, StubConnector connector, Path approvals) {}

    private final GatewayFiles files = new GatewayFiles();
    private final Surroundings surroundings = new Surroundings(
            new TestIssuer(),
            new StubAudit(),
            new StubConnector(true).unlisted(),
            files.write("approvals.yaml", "approvals: {}\n"));

    @Override
    public Map<String, String> start() {
        Map<String, String> config = files.config(surroundings.issuer(), surroundings.audit(), """
                held: { url: "%s", era: modern, poll-interval: 1s, changes: hold }
                """.formatted(
                        surroundings.connector().url()));
        config.put("gateway.changes.approvals-file", surroundings.approvals().toString());
        config.put("gateway.changes.poll-interval", "50ms");
        return config;
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
