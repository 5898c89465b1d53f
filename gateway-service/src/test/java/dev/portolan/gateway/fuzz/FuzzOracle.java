package dev.portolan.gateway.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.portolan.gateway.edge.StubConnector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What holds for every answer the gateway gives, whatever it was asked (docs/reference/errors.md, MCP error codes). */
final class FuzzOracle {
    private static final Map<Integer, Set<Integer>> ERRORS = Map.ofEntries(
            // -32601 in-band is the older era's; the rest are refusals and connectors' own errors.
            Map.entry(
                    200,
                    Set.of(-32601, -32602, -32603, -32002, -31003, -31021, -31410, -31429, -31500, -31502, -31504)),
            Map.entry(400, Set.of(-32700, -32600, -32602, -32020, -32021, -32022)),
            Map.entry(401, Set.of(-31401)),
            Map.entry(403, Set.of(-31403)),
            Map.entry(404, Set.of(-32601, -32600)),
            Map.entry(405, Set.of(-32600)),
            Map.entry(406, Set.of(-32600)),
            Map.entry(408, Set.of(-32600)),
            Map.entry(413, Set.of(-32600)),
            Map.entry(415, Set.of(-32600)),
            Map.entry(426, Set.of(-32600)));

    /** Where the gateway need not have read the body, and so knows no id. */
    private static final Set<Integer> UNREAD = Set.of(401, 403, 405, 408, 413, 415, 426);

    /** Ours or not: nothing of how it is made, nothing of a framework's pages, no defect. */
    private static final Pattern FORBIDDEN = Pattern.compile(
            "Exception|java\\.|jakarta\\.|io\\.vertx|io\\.netty|io\\.quarkus|com\\.fasterxml|dev\\.portolan\\.[a-z]+\\."
                    + "|\\.java:|(?i:<html|<!doctype)|Quarkus|/tmp/|/home/|The gateway failed|"
                    + Pattern.quote(System.getProperty("user.dir")) + "|"
                    + StubConnector.FOREIGN);

    private static final JsonMapper JSON = new JsonMapper();

    private FuzzOracle() {}

    /**
     * @return how many requests the answer answers, each of which must be on record
     * @throws AssertionError if it is none that may be given to that request
     */
    static int check(RawHttp.Answer answer, FuzzRequest request) throws IOException {
        assertThat(answer.text()).doesNotContainPattern(FORBIDDEN);
        if (answer.open()) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(request.httpMethod.equals("GET") || answer.text().contains("subscriptions/acknowledged"))
                    .as("a stream that lasts is one that was asked for")
                    .isTrue();
            return 1;
        }
        if (answer.status() == 202 || answer.status() == 204) {
            assertThat(answer.body()).isEmpty();
            boolean read = answer.status() == 202 && request.readable().isPresent();
            assertThat(read || request.httpMethod.equals("DELETE"))
                    .as("what was accepted makes sense")
                    .isTrue();
            return answer.status() == 202 ? 0 : 1;
        }
        JsonNode asked = request.readable().orElse(MissingNode.getInstance());
        JsonNode response = response(answer);
        if (response.isArray()) {
            return checkBatch(answer, response, asked);
        }
        checkResponse(answer.status(), response);
        boolean unread = UNREAD.contains(answer.status())
                || !request.httpMethod.equals("POST")
                || (answer.status() == 404 && !request.path.startsWith("/mcp?") && !request.path.equals("/mcp"));
        if (response.has("id") || !unread) {
            assertThat(response.path("id")).as("id").isEqualTo(id(asked));
        }
        return 1;
    }

    /** What cannot be read as a request is told so, and nothing else. */
    static void checkNobodys(RawHttp.Answer answer) throws IOException {
        assertThat(answer.text()).doesNotContainPattern(FORBIDDEN);
        JsonNode response = response(answer);
        checkResponse(answer.status(), response);
        assertThat(response.has("id")).isFalse();
    }

    private static int checkBatch(RawHttp.Answer answer, JsonNode responses, JsonNode asked) {
        assertThat(answer.status()).isEqualTo(200);
        List<JsonNode> ids = new ArrayList<>();
        asked.forEach(message -> {
            if (message.has("method") && message.has("id")) {
                ids.add(message.get("id"));
            }
        });
        List<JsonNode> answered = new ArrayList<>();
        responses.forEach(response -> {
            checkResponse(200, response);
            answered.add(response.path("id"));
        });
        assertThat(answered).as("ids").containsExactlyElementsOf(ids);
        return answered.size();
    }

    private static void checkResponse(int status, JsonNode response) {
        assertThat(response.path("jsonrpc").asText()).isEqualTo("2.0");
        assertThat(response.has("result") ^ response.has("error"))
                .as("result or error")
                .isTrue();
        if (response.has("error")) {
            assertThat(ERRORS.get(status))
                    .as("codes that go with status %d", status)
                    .isNotNull()
                    .contains(response.at("/error/code").asInt());
            assertThat(response.at("/error/message").asText()).isNotEmpty();
        } else {
            assertThat(status).isEqualTo(200);
        }
    }

    /** The one response among what was answered. */
    static JsonNode response(RawHttp.Answer answer) throws IOException {
        String type = answer.headers().getOrDefault("content-type", "");
        assertThat(type)
                .as("content type of %d", answer.status())
                .matches("(application/json|text/event-stream)(;.*)?");
        List<String> texts = type.startsWith("text/event-stream")
                ? answer.text()
                        .lines()
                        .filter(line -> line.startsWith("data:"))
                        .map(line -> line.substring(5))
                        .toList()
                : List.of(answer.text());
        List<JsonNode> responses = new ArrayList<>();
        for (String text : texts) {
            JsonNode message = JSON.readTree(text);
            if (!message.has("method")) {
                responses.add(message);
            }
        }
        assertThat(responses).as("responses").hasSize(1);
        return responses.get(0);
    }

    /** The id of a message, if it has one that may be an id. */
    private static JsonNode id(JsonNode message) {
        JsonNode id = message.path("id");
        return id.isTextual() || id.isIntegralNumber() ? id : MissingNode.getInstance();
    }
}
