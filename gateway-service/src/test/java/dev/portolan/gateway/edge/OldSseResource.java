package dev.portolan.gateway.edge;

import dev.portolan.gateway.identity.TestIssuer;
import java.util.List;
import java.util.Map;

/** Connectors of 2024-11-05 over HTTP: found out, pinned, one that wants to be posted to elsewhere, and elsewhere. */
public class OldSseResource extends AroundTheGateway {
    /** Everything a test needs to know of it. */
    record Surroundings(
            TestIssuer issuer,
            StubAudit audit,
            OldSseConnector found,
            OldSseConnector pinned,
            OldSseConnector foreign,
            OldSseConnector elsewhere) {
        String token() {
            return issuer.token("http://localhost:7400/mcp", "somebody", "engineering");
        }
    }

    private final Surroundings surroundings = new Surroundings(
            issuer, audit, new OldSseConnector(), new OldSseConnector(), new OldSseConnector(), new OldSseConnector());

    @Override
    public Map<String, String> start() {
        surroundings.foreign().postingTo(surroundings.elsewhere().url().replace("/sse", "/messages"));
        Map<String, String> config = config("""
                found: { url: "%s", era: auto, deadline: 20s, poll-interval: 1s }
                pinned: { url: "%s", era: 2024-11-05, deadline: 2s, poll-interval: 1s }
                foreign: { url: "%s", deadline: 2s, poll-interval: 1s }
                """.formatted(
                        surroundings.found().url(),
                        surroundings.pinned().url(),
                        surroundings.foreign().url()));
        config.put("gateway.old-sse.first-reconnect", "50ms");
        config.put("gateway.old-sse.longest-reconnect", "100ms");
        config.put("gateway.old-sse.unsure-for", "1ms");
        return config;
    }

    @Override
    Object surroundings() {
        return surroundings;
    }

    @Override
    void closeConnectors() {
        List.of(surroundings.found(), surroundings.pinned(), surroundings.foreign(), surroundings.elsewhere())
                .forEach(OldSseConnector::close);
    }
}
