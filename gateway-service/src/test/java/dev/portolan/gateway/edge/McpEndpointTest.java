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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway over HTTP, with connectors of both eras behind it. */
@QuarkusTest
@WithTestResource(GatewayResource.class)
class McpEndpointTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{},\"progressToken\":\"mine\"}";

    @TestHTTPResource("/mcp")
    URI endpoint;

    GatewayResource.Surroundings around;

    private final String id = UUID.randomUUID().toString();

    @BeforeEach
    void untilBothConnectorsAreListed() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> tools().containsAll(Set.of("new_do", "old_do")));
    }

    private Set<String> tools() throws Exception {
        Set<String> names = new HashSet<>();
        message(send(post(body("tools/list", "").replace(id, "look"))
                        .header("MCP-Protocol-Version", "2026-07-28")
                        .header("Mcp-Method", "tools/list")))
                .at("/result/tools")
                .forEach(t -> names.add(t.path("name").asText()));
        return names;
    }

    @ParameterizedTest
    @CsvSource({
        "/mcp/c/new, /mcp/c/new, 200",
        "/mcp/c/new, /mcp,       401",
        "/mcp/c/new, /mcp/c/old, 401",
        "/mcp,       /mcp/c/new, 200",
        "/elsewhere, /mcp/c/new, 401",
    })
    void aTokenIsGoodWhereItWasIssuedFor(String audience, String path, int status) throws Exception {
        String token = around.issuer().token("http://localhost:7400" + audience, "somebody", "engineering");
        HttpResponse<String> response = send(HttpRequest.newBuilder(endpoint.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("Authorization", "Bearer " + token)
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", "tools/list")
                .POST(HttpRequest.BodyPublishers.ofString(body("tools/list", ""))));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        if (status == 401) {
            assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
                    .contains("/.well-known/oauth-protected-resource" + path + "\"", "error=\"invalid_token\"");
        }
    }

    private HttpRequest.Builder post(String body) {
        return HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("Authorization", "Bearer " + around.token("engineering"))
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private String body(String method, String params) {
        String comma = params.isEmpty() ? "" : ",";
        return "{\"jsonrpc\":\"2.0\",\"id\":\"" + id + "\",\"method\":\"" + method + "\",\"params\":{" + params + comma
                + META + "}}";
    }

    private HttpRequest.Builder modern(String method, String params, String name) {
        HttpRequest.Builder request = post(body(method, params))
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", method);
        return name.isEmpty() ? request : request.header("Mcp-Name", name);
    }

    private HttpRequest.Builder tool(String name, String what) {
        return modern("tools/call", "\"name\":\"" + name + "\",\"arguments\":{\"what\":\"" + what + "\"}", name);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static JsonNode message(HttpResponse<String> response) throws IOException {
        return LastMessage.of(response.body());
    }

    private List<String> recorded() {
        return around.audit().of(id).stream()
                .map(e -> e.path("kind").asText() + " " + e.at("/outcome/code").asText())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"new_do", "old_do"})
    void aModernClientUsesConnectorsOfEitherEra(String name) throws Exception {
        JsonNode result = message(send(tool(name, "work"))).path("result");

        assertThat(result.at("/content/0/text").asText()).isEqualTo("done");
        assertThat(result.at("/content/1/uri").asText()).isEqualTo(name.substring(0, 3) + "+file:///a");
        assertThat(result.path("resultType").asText()).isEqualTo("complete");
        assertThat(result.at("/_meta/io.modelcontextprotocol~1serverInfo/name").asText())
                .isEqualTo("portolan-gateway");
        assertThat(recorded()).containsExactly("intent ", "outcome success");
    }

    @ParameterizedTest
    @ValueSource(strings = {"new_do", "old_do"})
    void aLegacyClientUsesConnectorsOfEitherEra(String name) throws Exception {
        String session =
                initialize("engineering").headers().firstValue("Mcp-Session-Id").orElseThrow();

        HttpResponse<String> response =
                send(legacy(session, "tools/call", "\"name\":\"" + name + "\",\"arguments\":{\"what\":\"work\"}"));

        JsonNode result = message(response).path("result");
        assertThat(result.at("/content/0/text").asText()).as(response.body()).isEqualTo("done");
        assertThat(result.has("resultType")).isFalse();
        assertThat(result.path("_meta").toString()).doesNotContain("io.modelcontextprotocol");
        assertThat(recorded()).containsExactly("event success", "intent ", "outcome success");
    }

    private HttpResponse<String> initialize(String group) throws Exception {
        return send(
                post(
                        "{\"jsonrpc\":\"2.0\",\"id\":\"" + id
                                + "\",\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}"));
    }

    private HttpRequest.Builder legacy(String session, String method, String params) {
        return post("{\"jsonrpc\":\"2.0\",\"id\":\"" + id + "\",\"method\":\"" + method + "\",\"params\":{" + params
                        + "}}")
                .header("MCP-Protocol-Version", "2025-11-25")
                .header("Mcp-Session-Id", session);
    }

    @Test
    void aSessionIsItsCallersAlone() throws Exception {
        String session =
                initialize("engineering").headers().firstValue("Mcp-Session-Id").orElseThrow();
        HttpRequest.Builder stolen = legacy(session, "tools/list", "")
                .setHeader("Authorization", "Bearer " + around.token("engineering", "mallory"));

        assertThat(send(stolen).statusCode()).isEqualTo(404);
        assertThat(send(legacy(session, "ping", "")).statusCode()).isEqualTo(200);
        assertThat(send(legacy("made-up", "ping", "")).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"new_do", "old_do"})
    void progressComesAsAStreamUnderTheCallersOwnToken(String name) throws Exception {
        HttpResponse<String> response = send(tool(name, "progress"));

        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(response.body())
                .containsSubsequence(
                        "\"progressToken\":\"mine\",\"progress\":1", "\"progress\":3", "\"id\":\"" + id + "\"", "done");
        assertThat(recorded()).containsExactly("intent ", "outcome success");
    }

    @Test
    void aForgottenSessionIsOpenedAnewAndTheCallMadeOnce() throws Exception {
        around.legacy().forgetSessions();
        int before = around.legacy().calls().size();

        assertThat(message(send(tool("old_do", "work")))
                        .at("/result/content/0/text")
                        .asText())
                .isEqualTo("done");
        assertThat(around.legacy().calls()).hasSize(before + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "html", "error", "other-id", "huge", "hang"})
    void whateverAConnectorDoesTheCallerHearsOurWordsAndTheRecordIsWhole(String what) throws Exception {
        HttpResponse<String> response = send(tool("new_do", what));

        assertThat(response.body()).contains("\"id\":\"" + id + "\"").doesNotContain(StubConnector.FOREIGN);
        assertThat(recorded()).hasSize(2).first().isEqualTo("intent ");
        assertThat(recorded().get(1)).startsWith("outcome ").doesNotContain("success");
    }

    @Test
    void aConnectorThatNeverAnsweredIsNotSpokenOfAndHurtsNobody() throws Exception {
        String listed = send(modern("tools/list", "", "")).body();

        assertThat(listed).contains("new_do", "old_do").doesNotContain("dead");
    }

    @Test
    void whatCannotBeSaidInUtf8IsAnsweredUnderItsId() throws Exception {
        HttpResponse<String> response = send(tool("x", "work")
                .POST(HttpRequest.BodyPublishers.ofString(body("tools/call", "\"name\":\"\\ud800\"")))
                .setHeader("Mcp-Name", "?"));
        String session =
                initialize("engineering").headers().firstValue("Mcp-Session-Id").orElseThrow();
        HttpResponse<String> legacy = send(legacy(session, "tools/call", "\"name\":\"\\ud800\""));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(message(legacy).path("id").asText()).as(legacy.body()).isEqualTo(id);
        assertThat(message(legacy).at("/error/code").asInt()).isEqualTo(-32602);
    }

    @Test
    void whatIsNoMessageIsAnsweredUnderItsIdAllTheSame() throws Exception {
        JsonNode answer = message(send(post("{\"jsonrpc\":\"1.0\",\"id\":\"" + id + "\",\"method\":\"ping\"}")));

        assertThat(answer.at("/error/code").asInt()).isEqualTo(-32600);
        assertThat(answer.path("id").asText()).isEqualTo(id);
    }

    @Test
    void aLargeArgumentThatDoesNotFitIsRefusedWithoutACollectionOfItsFaults() throws Exception {
        String many = "1,".repeat(5_000) + "1";

        HttpResponse<String> response =
                send(modern("tools/call", "\"name\":\"new_do\",\"arguments\":{\"what\":[" + many + "]}", "new_do"));

        assertThat(message(response).at("/result/isError").asBoolean()).isTrue();
        assertThat(response.body().length()).isLessThan(2_000);
    }

    @Test
    void theCallersTokenReachesNoConnector() throws Exception {
        send(tool("new_do", "work"));
        send(tool("old_do", "work"));

        assertThat(around.modern().headers()).noneMatch(headers -> headers.containsKey("Authorization"));
        assertThat(around.legacy().headers()).allMatch(headers -> headers.getOrDefault("Authorization", List.of())
                .equals(List.of("Bearer " + FixedServiceTokens.TOKEN + "-old")));
    }

    @Test
    void oneTraceRunsFromTheClientThroughTheRecordToTheConnector() throws Exception {
        String trace = "4bf92f3577b34da6a3ce929d0e0e" + "4736";

        send(tool("new_do", "work").header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01"));

        assertThat(around.audit().of(id))
                .allMatch(e -> e.at("/request/trace_id").asText().equals(trace));
        assertThat(around.modern().headers())
                .anySatisfy(headers -> assertThat(headers.getOrDefault("Traceparent", List.of()))
                        .singleElement()
                        .asString()
                        .contains(trace));
    }

    @Test
    void aClientThatGoesAwayCancelsAndThatIsTheOutcome() throws Exception {
        CompletableFuture<HttpResponse<String>> hanging =
                HTTP.sendAsync(tool("new_do", "hang").build(), HttpResponse.BodyHandlers.ofString());
        Awaitility.await().until(() -> recorded().contains("intent "));

        hanging.cancel(true);

        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(recorded())
                .containsExactly("intent ", "outcome cancelled"));
    }

    @Test
    void someoneWithoutRightsSeesNothingAndIsToldNothing() throws Exception {
        HttpRequest.Builder list =
                modern("tools/list", "", "").setHeader("Authorization", "Bearer " + around.token("strangers"));
        HttpRequest.Builder call =
                tool("new_do", "work").setHeader("Authorization", "Bearer " + around.token("strangers"));

        assertThat(message(send(list)).at("/result/tools")).isEmpty();
        assertThat(message(send(call)).at("/error/message").asText()).isEqualTo("Unknown tool: new_do");
    }

    @Test
    void aNotificationIsTakenNoteOf() throws Exception {
        String session =
                initialize("engineering").headers().firstValue("Mcp-Session-Id").orElseThrow();
        HttpRequest.Builder initialized = post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");

        HttpResponse<String> response = send(initialized.header("Mcp-Session-Id", session));

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).isEmpty();
    }
}
