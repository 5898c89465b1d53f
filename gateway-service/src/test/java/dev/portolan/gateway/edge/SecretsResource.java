package dev.portolan.gateway.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import dev.portolan.gateway.identity.TestIssuer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A connector of twenty tools that repeat what they are told, each in one of four ways, and a gateway with a spool. */
public class SecretsResource extends AroundTheGateway {
    static final int TOOLS = 20;

    /** From this tool on, policy has what is only suspected kept too. */
    static final int ENCRYPTED = 15;

    /** Everything a test needs to know of it. */
    record Surroundings(TestIssuer issuer, StubAudit audit, Path spool) {}

    private final Echo echo = new Echo();
    private final Surroundings surroundings =
            new Surroundings(issuer, audit, files.directory().resolve("spool"));

    private static final class Echo extends StubConnector {
        Echo() {
            super(true);
        }

        @Override
        void request(HttpExchange exchange, JsonNode message, String method) throws IOException {
            switch (method) {
                case "tools/list" -> result(exchange, message, "{\"tools\":[" + tools() + "],\"ttlMs\":0}");
                case "tools/call" -> echo(exchange, message);
                default -> super.request(exchange, message, method);
            }
        }

        private static String tools() {
            return IntStream.range(0, TOOLS)
                    .mapToObj(i -> "{\"name\":\"say" + i + "\",\"inputSchema\":{\"type\":\"object\"}}")
                    .collect(Collectors.joining(","));
        }

        private void echo(HttpExchange exchange, JsonNode message) throws IOException {
            JsonNode told = message.at("/params/arguments");
            String text = JSON.writeValueAsString(told.toString());
            String content = "\"content\":[{\"type\":\"text\",\"text\":" + text + "}]";
            int tool = Integer.parseInt(message.at("/params/name").asText().substring(3));
            switch (tool % 4) {
                case 0 -> result(exchange, message, "{" + content + "}");
                case 1 -> result(exchange, message, "{" + content + ",\"isError\":true}");
                case 2 -> result(exchange, message, "{\"content\":[],\"structuredContent\":{\"told\":" + told + "}}");
                default ->
                    answer(
                            exchange,
                            200,
                            "{\"jsonrpc\":\"2.0\",\"id\":" + message.get("id")
                                    + ",\"error\":{\"code\":-32603,\"message\":" + text + ",\"data\":" + told + "}}");
            }
        }
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> config = config("echo: { url: \"%s\", era: modern }\n".formatted(echo.url()));
        Path policy = files.write("policy.yaml", """
                version: 1
                rules:
                  - id: all
                    who: { anyone: true }
                    what: { connectors: ["*"] }
                    effect: allow
                audit:
                  - what: { connectors: [echo], tools: [say15, say16, say17, say18, say19] }
                    arguments: encrypted
                    results: encrypted
                  - what: { connectors: ["*"] }
                    results: redacted
                """);
        config.put("gateway.policy.file", policy.toString());
        config.put("gateway.audit.durability", "local");
        config.put("gateway.audit.spool.directory", surroundings.spool().toString());
        config.put("gateway.audit.spool.segment", "4M");
        config.put("gateway.audit.spool.allow-volatile", "true");
        return config;
    }

    @Override
    Object surroundings() {
        return surroundings;
    }

    @Override
    void closeConnectors() {
        echo.close();
    }
}
