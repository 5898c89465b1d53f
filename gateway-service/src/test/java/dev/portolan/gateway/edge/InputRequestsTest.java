package dev.portolan.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A connector of either era asks a caller of either era for input in the middle of a call. */
@QuarkusTest
@WithTestResource(GatewayResource.class)
class InputRequestsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String FORM = "{\"elicitation\":{}}";

    @TestHTTPResource("/mcp")
    URI endpoint;

    GatewayResource.Surroundings around;

    private final String id = UUID.randomUUID().toString();

    @BeforeEach
    void untilBothConnectorsAreListed() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            String listed = modern("tools/list", JSON.createObjectNode(), "{}").toString();
            return listed.contains("new_do") && listed.contains("old_do");
        });
    }

    private HttpRequest.Builder post(JsonNode body) {
        return HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("Authorization", "Bearer " + around.token("engineering"))
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    }

    private ObjectNode request(String method, ObjectNode params) {
        ObjectNode request =
                JSON.createObjectNode().put("jsonrpc", "2.0").put("id", id).put("method", method);
        request.set("params", params);
        return request;
    }

    private JsonNode modern(String method, ObjectNode params, String capabilities) throws Exception {
        params.putObject("_meta")
                .put("io.modelcontextprotocol/protocolVersion", "2026-07-28")
                .set("io.modelcontextprotocol/clientCapabilities", JSON.readTree(capabilities));
        HttpRequest.Builder request = post(request(method, params))
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", method);
        if (params.has("name")) {
            request.header("Mcp-Name", params.path("name").asText());
        }
        String body =
                HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
        return LastMessage.of(body);
    }

    private static ObjectNode asking(String tool) {
        ObjectNode params = JSON.createObjectNode().put("name", tool);
        params.putObject("arguments").put("what", "ask");
        return params;
    }

    private static ObjectNode answering(String tool, JsonNode question, String name) {
        ObjectNode params = asking(tool);
        params.set("requestState", question.at("/result/requestState"));
        String key = question.at("/result/inputRequests").fieldNames().next();
        params.putObject("inputResponses")
                .putObject(key)
                .put("action", "accept")
                .putObject("content")
                .put("name", name);
        return params;
    }

    private List<String> recorded() {
        return around.audit().of(id).stream()
                .filter(e -> !e.path("kind").asText().equals("event"))
                .map(e -> e.path("kind").asText() + " " + e.at("/outcome/code").asText())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"new_do", "old_do"})
    void aModernClientIsAskedAndComesBackWithTheAnswer(String tool) throws Exception {
        JsonNode question = modern("tools/call", asking(tool), FORM);
        JsonNode form = question.at("/result/inputRequests").elements().next();

        assertThat(question.at("/result/resultType").asText()).isEqualTo("input_required");
        assertThat(form.path("method").asText()).isEqualTo("elicitation/create");
        assertThat(form.at("/params/message").asText()).isEqualTo("[" + tool.substring(0, 3) + "] Who?");
        assertThat(form.at("/params/requestedSchema/properties/name/default").asText())
                .isEqualTo("nobody");
        assertThat(question.at("/result/requestState").asText()).doesNotContain("state-1");

        JsonNode answer = modern("tools/call", answering(tool, question, "Ada"), FORM);

        assertThat(answer.at("/result/content/0/text").asText()).isEqualTo("accept Ada");
        assertThat(recorded()).containsExactly("intent ", "outcome success", "intent ", "outcome success");
    }

    @Test
    void anExchangeThatIsGoneIsSaidToBeGoneAndNotDoneAgain() throws Exception {
        JsonNode question = modern("tools/call", asking("old_do"), FORM);
        modern("tools/call", answering("old_do", question, "Ada"), FORM);
        int before = around.legacy().calls().size();

        JsonNode again = modern("tools/call", answering("old_do", question, "Eve"), FORM);

        assertThat(again.at("/result/isError").asBoolean()).isTrue();
        assertThat(again.at("/result/content/0/text").asText()).contains("was not done again");
        assertThat(around.legacy().calls()).hasSize(before);
    }

    @Test
    void stateIsGoodForItsOwnCallOnly() throws Exception {
        JsonNode question = modern("tools/call", asking("old_do"), FORM);
        ObjectNode other = answering("old_do", question, "Ada");
        other.putObject("arguments").put("what", "something else");

        assertThat(modern("tools/call", other, FORM).at("/error/code").asInt()).isEqualTo(-32602);
    }

    @Test
    void aConnectorThatAsksWhatTheCallerDidNotOfferIsWithheld() throws Exception {
        JsonNode answer = modern("tools/call", asking("new_do"), "{}");

        assertThat(answer.at("/result/isError").asBoolean()).isTrue();
        assertThat(answer.at("/result/content/0/text").asText()).contains("did not offer");
    }

    @ParameterizedTest
    @CsvSource({"new_do, accept", "old_do, accept", "new_do, error", "old_do, error"})
    void aClientOfASessionIsAskedOnTheStreamOfItsCall(String tool, String how) throws Exception {
        String session = session();
        HttpResponse<Stream<String>> response = HTTP.send(
                inSession(session, request("tools/call", asking(tool))).build(), HttpResponse.BodyHandlers.ofLines());
        try (Stream<String> lines = response.body()) {
            Iterator<String> data =
                    lines.filter(line -> line.startsWith("data: {")).iterator();
            JsonNode question = JSON.readTree(data.next().substring(6));
            assertThat(question.path("method").asText()).isEqualTo("elicitation/create");
            assertThat(question.at("/params/message").asText()).endsWith("Who?").startsWith("[");

            ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
            answer.set("id", question.path("id"));
            if (how.equals("accept")) {
                answer.putObject("result")
                        .put("action", "accept")
                        .putObject("content")
                        .put("name", "Ada");
            } else {
                answer.putObject("error").put("code", -1).put("message", "no");
            }
            HttpResponse<String> taken =
                    HTTP.send(inSession(session, answer).build(), HttpResponse.BodyHandlers.ofString());
            JsonNode result = JSON.readTree(data.next().substring(6));

            assertThat(taken.statusCode()).isEqualTo(202);
            assertThat(result.path("id").asText()).isEqualTo(id);
            assertThat(result.at("/result/content/0/text").asText())
                    .isEqualTo(how.equals("accept") ? "accept Ada" : "cancel ");
            assertThat(result.at("/result").has("resultType")).isFalse();
        }
    }

    private String session() throws Exception {
        ObjectNode params = JSON.createObjectNode().put("protocolVersion", "2025-11-25");
        params.set("capabilities", JSON.readTree(FORM));
        params.putObject("clientInfo").put("name", "t").put("version", "1");
        return HTTP.send(post(request("initialize", params)).build(), HttpResponse.BodyHandlers.ofString())
                .headers()
                .firstValue("Mcp-Session-Id")
                .orElseThrow();
    }

    private HttpRequest.Builder inSession(String session, JsonNode message) {
        return post(message).header("MCP-Protocol-Version", "2025-11-25").header("Mcp-Session-Id", session);
    }
}
