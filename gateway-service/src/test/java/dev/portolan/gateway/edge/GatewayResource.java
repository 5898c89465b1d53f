package dev.portolan.gateway.edge;

import dev.portolan.gateway.identity.TestIssuer;
import java.util.HashMap;
import java.util.Map;

/** What the gateway stands between: an issuer, an audit-service, a connector of each era, and a dead one. */
public class GatewayResource extends AroundTheGateway {
    /** Argument: the deadline of its connectors. All other arguments are configuration. */
    static final String DEADLINE = "deadline";

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
            new Surroundings(issuer, audit, new StubConnector(true), new StubConnector(false));

    private final Map<String, String> more = new HashMap<>();

    @Override
    public void init(Map<String, String> initArgs) {
        more.putAll(initArgs);
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> config = config("""
                new: { url: "%1$s", era: auto, deadline: %3$s, max-response-bytes: 64KiB }
                old: { url: "%2$s", era: auto, credential: client-credentials, scope: old, deadline: %3$s }
                dead: { url: "http://localhost:1/mcp", era: auto }
                """.formatted(
                        surroundings.modern().url(), surroundings.legacy().url(), more.getOrDefault(DEADLINE, "2s")));
        config.put("gateway.replica.url", "http://localhost:1");
        config.put("gateway.edge.max-body", "20K");
        config.put("gateway.edge.body-deadline", "1s");
        config.putAll(more);
        config.remove(DEADLINE);
        return config;
    }

    @Override
    Object surroundings() {
        return surroundings;
    }

    @Override
    void closeConnectors() {
        surroundings.modern().close();
        surroundings.legacy().close();
    }
}
