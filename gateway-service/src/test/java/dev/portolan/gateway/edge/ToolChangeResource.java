package dev.portolan.gateway.edge;

import dev.portolan.gateway.identity.TestIssuer;
import java.nio.file.Path;
import java.util.Map;

/** A connector whose definitions have to be approved, looked at every second. */
public class ToolChangeResource extends AroundTheGateway {
    /** Everything a test needs to know of it. */
    record Surroundings(TestIssuer issuer, StubAudit audit, StubConnector connector, Path approvals) {}

    private final Surroundings surroundings = new Surroundings(
            issuer, audit, new StubConnector(true).unlisted(), files.write("approvals.yaml", "approvals: {}\n"));

    @Override
    public Map<String, String> start() {
        Map<String, String> config =
                config("""
                held: { url: "%s", era: modern, poll-interval: 1s, changes: hold }
                """.formatted(surroundings.connector().url()));
        config.put("gateway.changes.approvals-file", surroundings.approvals().toString());
        config.put("gateway.changes.poll-interval", "50ms");
        return config;
    }

    @Override
    Object surroundings() {
        return surroundings;
    }

    @Override
    void closeConnectors() {
        surroundings.connector().close();
    }
}
