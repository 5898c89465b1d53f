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
import java.util.UUID;
import org.assertj.core.api.ThrowingConsumer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stream that a session of 2025-11-25 has beside its requests. */
@QuarkusTest
@WithTestResource(GatewayResource.class)
class StandingStreamTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String TOOLS = "notifications/tools/list_changed";

    @TestHTTPResource("/mcp")
    URI endpoint;

    GatewayResource.Surroundings around;

    private final String id = UUID.randomUUID().toString();
    private String session = "";

    private HttpRequest.Builder request(String subject) {
        return withToken(around.token("engineering", subject));
    }

    private HttpRequest.Builder withToken(String token) {
        return HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofSeconds(60))
                .header("User-Agent", id)
                .header("Authorization", "Bearer " + token)
                .header("Mcp-Session-Id", session);
    }

    private HttpResponse<String> post(String method, String params) throws Exception {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":{" + params + "}}";
        HttpRequest request = request("somebody")
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private int get(String subject, String accept) throws Exception {
        HttpRequest request = request(subject).header("Accept", accept).GET().build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    private EventStream listen(String... lastEventId) throws Exception {
        return listen(request("somebody"), lastEventId);
    }

    private static EventStream listen(HttpRequest.Builder by, String... lastEventId) throws Exception {
        HttpRequest.Builder request = by.header("Accept", "text/event-stream").GET();
        List.of(lastEventId).forEach(id -> request.header("Last-Event-ID", id));
        HttpResponse<InputStream> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        EventStream stream = new EventStream(response);
        eventually().until(() -> !stream.ids().isEmpty());
        return stream;
    }

    private static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofSeconds(30));
    }

    private void offered(boolean tool) throws Exception {
        around.modern().withdraw(!tool);
        eventually().until(() -> post("tools/list", "").body().contains("\"new_do\"") == tool);
    }

    @BeforeEach
    void aSession() throws Exception {
        HttpResponse<String> response = post(
                "initialize",
                "\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}");
        assertThat(JSON.readTree(response.body())
                        .at("/result/capabilities/tools/listChanged")
                        .asBoolean())
                .isTrue();
        session = response.headers().firstValue("Mcp-Session-Id").orElseThrow();
        offered(true);
    }

    @AfterEach
    void allAsItWas() throws Exception {
        around.modern().withdraw(false);
    }

    private void told(EventStream stream, String... methods) {
        eventually().untilAsserted(() -> assertThat(stream.methods()).containsExactly(methods));
    }

    @Test
    void aSessionIsToldWhatChangesOnItsStream() throws Exception {
        try (EventStream stream = listen()) {
            offered(false);
            told(stream, TOOLS);
            assertThat(stream.ids()).doesNotHaveDuplicates().hasSize(2);
        }
        eventually().untilAsserted(() -> assertThat(around.audit().outcomes("GET", id))
                .contains("intent  0", "outcome cancelled 1"));
    }

    @Test
    void whoComesBackIsToldWhatItMissed() throws Exception {
        String last;
        try (EventStream stream = listen()) {
            last = stream.ids().get(0);
        }
        offered(false);
        try (EventStream again = listen(last)) {
            told(again, TOOLS);
            last = again.ids().get(1);
        }
        try (EventStream third = listen(last)) {
            offered(true);
            told(third, TOOLS);
        }
    }

    @Test
    void theStreamEndsInGoodOrderWithItsToken() throws Exception {
        String token =
                around.issuer().token("http://localhost:7400/mcp", "somebody", "engineering", Duration.ofSeconds(3));
        try (EventStream stream = listen(withToken(token))) {
            eventually().until(stream::hasEnded);
        }
        try (EventStream again = listen()) {
            offered(false);
            told(again, TOOLS);
        }
    }

    @Test
    void whoComesBackFromElsewhereIsToldToLookAtEverything() throws Exception {
        try (EventStream stream = listen("0123456789abcdef-7")) {
            told(stream, TOOLS, "notifications/prompts/list_changed", "notifications/resources/list_changed");
        }
    }

    @Test
    void aSecondStreamTakesThePlaceOfTheFirst() throws Exception {
        try (EventStream first = listen();
                EventStream second = listen()) {
            eventually().until(first::hasEnded);
            offered(false);
            told(second, TOOLS);
            assertThat(first.frames()).isEmpty();
        }
    }

    @Test
    void aSessionThatIsOverHasNoStreamAndNoRequests() throws Exception {
        try (EventStream stream = listen()) {
            HttpRequest delete = request("somebody").DELETE().build();
            assertThat(HTTP.send(delete, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(204);
            eventually().until(stream::hasEnded);
        }
        assertThat(get("somebody", "text/event-stream")).isEqualTo(404);
        assertThat(post("tools/list", "").statusCode()).isEqualTo(404);
        assertThat(around.audit().outcomes("DELETE", id)).contains("event success 0");
    }

    @Test
    void aStreamIsOpenedOnlyForTheCallerOfTheSessionWhoTakesStreams() throws Exception {
        assertThat(get("another", "text/event-stream")).isEqualTo(404);
        assertThat(get("somebody", "application/json")).isEqualTo(406);
    }

    @Test
    void whatNobodyReportsOrNobodyKnowsCannotBeSubscribedTo() throws Exception {
        error("\"uri\":\"dead+file:///x\"", code -> assertThat(code).isEqualTo(-32602));
        error("\"uri\":\"nobody+file:///x\"", code -> assertThat(code).isEqualTo(-32002));
        error("", code -> assertThat(code).isEqualTo(-32602));
        JsonNode unsubscribed = JSON.readTree(
                post("resources/unsubscribe", "\"uri\":\"old+file:///x\"").body());
        assertThat(unsubscribed.path("result").isObject()).isTrue();
    }

    private void error(String params, ThrowingConsumer<Integer> check) throws Exception {
        check.accept(JSON.readTree(post("resources/subscribe", params).body())
                .at("/error/code")
                .asInt());
    }
}
