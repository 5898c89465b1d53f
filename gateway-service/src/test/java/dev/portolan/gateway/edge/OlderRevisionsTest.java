package dev.portolan.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions of each revision that has them, the version header, and the batches of 2025-03-26. */
@QuarkusTest
@WithTestResource(GatewayResource.class)
class OlderRevisionsTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TestHTTPResource("/mcp")
    URI endpoint;

    GatewayResource.Surroundings around;

    private final String id = UUID.randomUUID().toString();

    @BeforeEach
    void untilBothConnectorsAreListed() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            String listed = send(inSession(session("2025-11-25"), request("look", "tools/list", "")))
                    .body();
            return listed.contains("new_do") && listed.contains("old_do");
        });
    }

    private HttpRequest.Builder post(String body) {
        return HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("Authorization", "Bearer " + around.token("engineering"))
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static String request(String id, String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":\"" + id + "\",\"method\":\"" + method + "\",\"params\":{" + params + "}}";
    }

    private static String call(String id, String tool, String what) {
        String token = "\"_meta\":{\"progressToken\":\"" + id + "\"}";
        return request(
                id, "tools/call", "\"name\":\"" + tool + "\",\"arguments\":{\"what\":\"" + what + "\"}," + token);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> initialize(String version) throws Exception {
        return send(post(request(
                "i",
                "initialize",
                "\"protocolVersion\":\"" + version + "\",\"capabilities\":{\"elicitation\":{}},"
                        + "\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}")));
    }

    private String session(String version) throws Exception {
        return initialize(version).headers().firstValue("Mcp-Session-Id").orElseThrow();
    }

    private HttpRequest.Builder inSession(String session, String body) {
        return post(body).header("Mcp-Session-Id", session);
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return LastMessage.of(response.body());
    }

    @ParameterizedTest
    @CsvSource({
        "2025-11-25, 2025-11-25",
        "2025-06-18, 2025-06-18",
        "2025-03-26, 2025-03-26",
        "2024-11-05, 2025-11-25",
        "2026-07-28, 2025-11-25",
        "2031-01-01, 2025-11-25"
    })
    void theRevisionOfASessionIsAgreedOn(String wanted, String agreed) throws Exception {
        assertThat(json(initialize(wanted)).at("/result/protocolVersion").asText())
                .isEqualTo(agreed);
    }

    @ParameterizedTest
    @CsvSource({
        "2025-11-25, '', 200",
        "2025-11-25, 2025-11-25, 200",
        "2025-11-25, 2025-06-18, 400",
        "2025-06-18, 2025-06-18, 200",
        "2025-06-18, 2025-03-26, 400",
        "2025-03-26, '', 200",
        "2025-03-26, 2025-03-26, 200",
        "2025-03-26, 2025-06-18, 200",
        "2025-03-26, 2024-11-05, 400"
    })
    void theVersionHeaderIsHeldAgainstTheSessionWhereTheRevisionHasIt(String agreed, String header, int status)
            throws Exception {
        HttpRequest.Builder ping = inSession(session(agreed), request(id, "ping", ""));

        HttpResponse<String> response = send(header.isEmpty() ? ping : ping.header("MCP-Protocol-Version", header));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(json(response).path("id").asText()).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({"2025-03-26, text, false", "2025-06-18, resource_link, true"})
    void definitionsAndResultsAreSaidInTheRevisionOfTheSession(String revision, String link, boolean titled)
            throws Exception {
        String session = session(revision);

        JsonNode tool = json(send(inSession(session, request("list", "tools/list", ""))))
                .at("/result/tools/0");
        JsonNode content =
                json(send(inSession(session, call(id, "old_do", "work")))).at("/result/content/1");

        assertThat(tool.has("title")).isEqualTo(titled);
        assertThat(content.path("type").asText()).isEqualTo(link);
        assertThat(content.toString()).contains("old+file:///a");
    }

    @Test
    void eachMessageOfABatchIsACallOfItsOwn() throws Exception {
        String session = session("2025-03-26");
        List<String> ids = IntStream.range(0, 4).mapToObj(i -> id + i).toList();
        String batch = "[" + call(ids.get(0), "new_do", "work") + ","
                + "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}," + call(ids.get(1), "old_do", "work")
                + "," + request(ids.get(2), "nobody/knows", "") + "," + call(ids.get(3), "nobody_does", "work") + "]";

        HttpResponse<String> response = send(inSession(session, batch));

        JsonNode answers = json(response);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(StreamSupport.stream(answers.spliterator(), false)
                        .map(answer -> answer.path("id").asText()))
                .containsExactlyElementsOf(ids);
        assertThat(answers.at("/0/result/content/0/text").asText()).isEqualTo("done");
        assertThat(answers.at("/1/result/content/0/text").asText()).isEqualTo("done");
        assertThat(answers.at("/2/error/code").asInt()).isEqualTo(-32601);
        assertThat(answers.at("/3/error/code").asInt()).isEqualTo(-32602);
        assertThat(kinds(ids.get(0))).containsExactly("intent", "outcome");
        assertThat(kinds(ids.get(1))).containsExactly("intent", "outcome");
        assertThat(kinds(ids.get(2))).hasSize(1);
        assertThat(kinds(ids.get(3))).hasSize(1);
    }

    private List<String> kinds(String request) {
        return around.audit().of(request).stream()
                .map(e -> e.path("kind").asText())
                .toList();
    }

    @Test
    void whatIsSaidBeforeTheAnswersOfABatchComesOnItsStream() throws Exception {
        String batch = "[" + call(id, "new_do", "progress") + "," + call(id + "b", "old_do", "work") + "]";

        HttpResponse<String> response = send(inSession(session("2025-03-26"), batch));

        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(response.body())
                .containsSubsequence("\"progressToken\":\"" + id + "\",\"progress\":1", "data: [{", "\"id\":\"" + id);
        assertThat(LastMessage.of(response.body())).hasSize(2);
    }

    @Test
    void aBatchWithoutRequestsIsTakenNoteOf() throws Exception {
        String batch = "[{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}]";

        assertThat(send(inSession(session("2025-03-26"), batch)).statusCode()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-11-25", "2025-06-18"})
    void otherRevisionsHaveNoBatches(String revision) throws Exception {
        String session = session(revision);

        HttpResponse<String> response =
                send(inSession(session, "[" + request(id, "ping", "") + "]").header("User-Agent", id));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).at("/error/code").asInt()).isEqualTo(-32600);
        assertThat(around.audit().take(id)).hasSize(1);
    }

    @Test
    void aBatchThatIsRefusedIsNotAnsweredUnderTheIdOfOneOfItsRequests() throws Exception {
        String batch = "[" + request(id, "ping", "") + "," + request(id + "b", "ping", "") + "]";

        HttpResponse<String> response =
                send(inSession(session("2025-03-26"), batch).header("MCP-Protocol-Version", "2026-07-28"));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).has("id")).isFalse();
    }

    @Test
    void aBatchIsOfBoundedLength() throws Exception {
        String pings = String.join(
                ",",
                IntStream.range(0, 33)
                        .mapToObj(i -> request(id + i, "ping", ""))
                        .toList());

        HttpResponse<String> response = send(inSession(session("2025-03-26"), "[" + pings + "]"));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).at("/error/message").asText()).contains("at most 32");
        assertThat(kinds(id + 0)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2025-03-26, new_do", "2025-06-18, new_do"})
    void aClientWithoutACapabilityIsRefusedInWordsForTheModel(String revision, String tool) throws Exception {
        JsonNode result = json(send(inSession(session(revision), call(id, tool, "need-roots"))))
                .path("result");

        assertThat(result.path("isError").asBoolean()).isTrue();
        assertThat(result.at("/content/0/text").asText()).contains("input", "roots");
        assertThat(around.audit().of(id).get(1).at("/outcome/reason").asText()).isEqualTo("INPUT_UNAVAILABLE");
    }
}
