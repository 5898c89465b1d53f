package dev.portolan.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code subscriptions/listen} over HTTP. */
@QuarkusTest
@WithTestResource(GatewayResource.class)
class ListenTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String TOOLS = "{\"toolsListChanged\":true}";

    @TestHTTPResource("/mcp")
    URI endpoint;

    GatewayResource.Surroundings around;

    private final long id = ThreadLocalRandom.current().nextLong(1L << 40);

    private HttpRequest request(String group, String accept, String method, String params) {
        return withToken(around.token(group), accept, method, params);
    }

    private HttpRequest withToken(String token, String accept, String method, String params) {
        String meta = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":{}}";
        String body = "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":{" + params
                + meta + "}}";
        return HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("Accept", accept)
                .header("Authorization", "Bearer " + token)
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", method)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpRequest request(String group, String accept, String filter) {
        return request(group, accept, "subscriptions/listen", "\"notifications\":" + filter + ",");
    }

    private EventStream listen(String group, String filter) throws Exception {
        return open(request(group, "application/json, text/event-stream", filter));
    }

    private static EventStream open(HttpRequest request) throws Exception {
        HttpResponse<InputStream> response = HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        EventStream stream = new EventStream(response);
        Awaitility.await().until(() -> !stream.frames().isEmpty());
        return stream;
    }

    private boolean lists(String tool) throws Exception {
        return HTTP.send(
                        request("engineering", "application/json", "tools/list", ""),
                        HttpResponse.BodyHandlers.ofString())
                .body()
                .contains("\"" + tool + "\"");
    }

    @BeforeEach
    @AfterEach
    void untilBothConnectorsOfferTheirTools() {
        around.modern().withdraw(false);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> lists("new_do") && lists("old_do"));
    }

    @Test
    void whoListensIsToldFirstWhatIsHonouredAndThenWhatChanges() throws Exception {
        try (EventStream stream =
                listen("engineering", "{\"toolsListChanged\":true,\"resourceSubscriptions\":[\"nobody+file:///x\"]}")) {
            JsonNode first = stream.frames().element();
            assertThat(first.path("method").asText()).isEqualTo("notifications/subscriptions/acknowledged");
            assertThat(first.at("/params/notifications").toString()).isEqualTo(TOOLS);

            around.modern().withdraw(true);

            Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(stream.methods())
                    .containsExactly("notifications/subscriptions/acknowledged", "notifications/tools/list_changed"));
            assertThat(stream.frames())
                    .allSatisfy(frame -> assertThat(frame.at("/params/_meta/io.modelcontextprotocol~1subscriptionId"))
                            .isEqualTo(JSON.getNodeFactory().numberNode(id)));
        }
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(recorded())
                .containsExactly("intent  0", "outcome cancelled 1"));
    }

    @Test
    void aStreamEndsInGoodOrderWithItsToken() throws Exception {
        String token =
                around.issuer().token("http://localhost:7400/mcp", "somebody", "engineering", Duration.ofSeconds(3));
        HttpRequest request =
                withToken(token, "text/event-stream", "subscriptions/listen", "\"notifications\":" + TOOLS + ",");
        try (EventStream stream = open(request)) {
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(stream::hasEnded);

            List<JsonNode> all = List.copyOf(stream.frames());
            assertThat(all).hasSize(2);
            assertThat(all.get(1).path("id").asLong()).isEqualTo(id);
            assertThat(all.get(1).at("/result/resultType").asText()).isEqualTo("complete");
        }
        assertThat(recorded()).containsExactly("intent  0", "outcome success 0");
    }

    private List<String> recorded() {
        return around.audit().all().stream()
                .filter(e -> e.at("/request/method").asText().equals("subscriptions/listen"))
                .filter(e -> e.at("/request/jsonrpc_id").asText().equals(Long.toString(id)))
                .map(e -> e.path("kind").asText() + " " + e.at("/outcome/code").asText() + " "
                        + e.at("/outcome/count").asInt())
                .sorted()
                .toList();
    }

    @Test
    void whoMaySeeNothingHearsNothing() throws Exception {
        try (EventStream stranger = listen("strangers", TOOLS);
                EventStream engineer = listen("engineering", TOOLS)) {
            around.modern().withdraw(true);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> engineer.frames().size() == 2);
            assertThat(stranger.methods()).containsExactly("notifications/subscriptions/acknowledged");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | {} | 406 | -32600",
                "text/event-stream | [] | 200 | -32602",
                "text/event-stream | {\"toolsListChanged\":1} | 200 | -32602",
                "text/event-stream | {\"resourceSubscriptions\":[1]} | 200 | -32602",
                "text/event-stream | {\"taskIds\":[\"t\"]} | 400 | -32021"
            })
    void whatCannotBeListenedForIsRefused(String accept, String filter, int status, int code) throws Exception {
        HttpResponse<String> response =
                HTTP.send(request("engineering", accept, filter), HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(JSON.readTree(response.body()).at("/error/code").asInt()).isEqualTo(code);
    }

    @Test
    void whatIsDeliveredIsAdvertised() throws Exception {
        HttpResponse<String> response = HTTP.send(
                request("engineering", "application/json", "server/discover", ""),
                HttpResponse.BodyHandlers.ofString());

        assertThat(JSON.readTree(response.body())
                        .at("/result/capabilities/tools/listChanged")
                        .asBoolean())
                .isTrue();
    }
}
