package dev.portolan.gateway.edge;

import dev.portolan.gateway.identity.TestIssuer;
import java.util.Map;

/**
 * What the gateway stands between: an issuer, an audit-service, a connector of each era, and a dead one. It has every
 * transport, and records each refusal by itself.
 */
public class GatewayResource extends AroundTheGateway {
    /** Argument: the deadline of its connectors, 2 s unless it is given. */
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

    private String deadline = "2s";

    @Override
    public void init(Map<String, String> initArgs) {
        deadline = initArgs.getOrDefault(DEADLINE, deadline);
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> config = config(
                """
                new: { url: "%1$s", era: auto, deadline: %3$s, max-response-bytes: 64KiB }
                old: { url: "%2$s", era: auto, credential: client-credentials, scope: old, deadline: %3$s }
                dead: { url: "http://localhost:1/mcp", era: auto }
                """.formatted(surroundings.modern().url(), surroundings.legacy().url(), deadline));
        config.put("gateway.replica.url", "http://localhost:1");
        config.put("gateway.edge.max-body", "20K");
        config.put("gateway.edge.body-deadline", "1s");
        config.put("gateway.audit.flood.individually", "1000000");
        config.put("gateway.listen.max-listeners-per-caller", "1000");
        config.put("gateway.http-sse.enabled", "true");
        config.put("gateway.http-sse.max-streams", "3");
        config.put("gateway.http-sse.max-requests", "2");
        config.put("gateway.socket.max-requests", "4");
        config.put("gateway.socket.max-pending", "64K");
        config.put("gateway.socket.ping-interval", "2s");
        config.put("gateway.socket.close-deadline", "1s");
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
