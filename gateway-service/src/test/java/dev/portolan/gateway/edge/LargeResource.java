package dev.portolan.gateway.edge;

import dev.portolan.gateway.identity.TestIssuer;
import java.nio.file.Path;
import java.util.Map;

/** What the gateway stands between where answers are long: a connector, once with room for them and once without. */
public class LargeResource extends AroundTheGateway {
    /** Everything a test needs to know of it. */
    record Surroundings(TestIssuer issuer, StubAudit audit, Path spilled) {
        String token() {
            return issuer.token("http://localhost:7400/mcp", "somebody", "engineering");
        }
    }

    private final LargeConnector connector = new LargeConnector();
    private final Surroundings surroundings =
            new Surroundings(issuer, audit, files.directory().resolve("spilled"));

    @Override
    public Map<String, String> start() {
        Map<String, String> config = config("""
                big: { url: "%1$s", era: modern, deadline: 20s }
                tight: { url: "%1$s", era: modern, deadline: 20s, max-response-bytes: 8MiB }
                """.formatted(connector.url()));
        config.put("gateway.long-answers.directory", surroundings.spilled().toString());
        config.put("gateway.long-answers.in-memory", "1M");
        config.put("gateway.long-answers.room", "110M");
        return config;
    }

    @Override
    Object surroundings() {
        return surroundings;
    }

    @Override
    void closeConnectors() {
        connector.close();
    }
}
