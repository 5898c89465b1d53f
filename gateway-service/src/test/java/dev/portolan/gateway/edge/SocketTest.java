package dev.portolan.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.gateway.socket.OpenSockets;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway over WebSockets, with connectors of both eras behind it. */
@QuarkusTest
@WithTestResource(GatewayResource.class)
class SocketTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{},\"progressToken\":\"mine\"}";

    @TestHTTPResource("/mcp")
    URI endpoint;

    @Inject
    OpenSockets sockets;

    GatewayResource.Surroundings around;

    private final String id = UUID.randomUUID().toString();

    @BeforeEach
    void untilBothConnectorsAreListed() {
        try (SocketClient client = open("/mcp/ws")) {
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                client.send(modern("look", "tools/list", ""));
                List<String> names = client.answer("look").at("/result/tools").findValuesAsText("name");
                return names.containsAll(Set.of("new_do", "old_do"));
            });
        }
    }

    private SocketClient open(String path) {
        return open(path, around.token("engineering"));
    }

    private SocketClient open(String path, String token) {
        return new SocketClient(builder(token), at(path));
    }

    private static WebSocket.Builder builder(String token) {
        return HTTP.newWebSocketBuilder().header("Authorization", "Bearer " + token);
    }

    private URI at(String path) {
        return URI.create("ws://localhost:" + endpoint.getPort() + path);
    }

    private static String modern(String id, String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":\"" + id + "\",\"method\":\"" + method + "\",\"params\":{" + params
                + (params.isEmpty() ? "" : ",") + META + "}}";
    }

    private static String legacy(String id, String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":\"" + id + "\",\"method\":\"" + method + "\",\"params\":{" + params + "}}";
    }

    private static String tool(String name, String what) {
        return "\"name\":\"" + name + "\",\"arguments\":{\"what\":\"" + what + "\"}";
    }

    private SocketClient opened(SocketClient client) {
        client.send(legacy(
                "hello",
                "initialize",
                "\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"elicitation\":{}},"
                        + "\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}"));
        assertThat(client.answer("hello").at("/result/protocolVersion").asText())
                .isEqualTo("2025-11-25");
        client.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        return client;
    }

    private List<String> recorded(String request) {
        return around.audit().of(request).stream()
                .map(e -> e.path("kind").asText() + " " + e.at("/outcome/code").asText() + " "
                        + e.at("/request/transport").asText())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"/mcp/ws, new_do", "/mcp/ws, old_do", "/mcp/c/new/ws, do", "/mcp/c/old/ws, do"})
    void aModernClientCallsToolsAndEachCallIsOnRecord(String path, String name) {
        try (SocketClient client = open(path)) {
            client.send(modern(id, "tools/call", tool(name, "work")));

            JsonNode result = client.answer(id).path("result");
            assertThat(result.at("/content/0/text").asText()).isEqualTo("done");
            assertThat(result.path("resultType").asText()).isEqualTo("complete");
            assertThat(recorded(id)).containsExactly("intent  websocket", "outcome success websocket");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"new_do", "old_do"})
    void aLegacyClientHasItsSessionOnTheSocket(String name) {
        try (SocketClient client = open("/mcp/ws")) {
            client.send(legacy("early", "tools/list", ""));
            assertThat(client.answer("early").at("/error/code").asInt()).isEqualTo(-32600);

            opened(client).send(legacy(id, "tools/call", tool(name, "work")));

            JsonNode result = client.answer(id).path("result");
            assertThat(result.at("/content/0/text").asText()).isEqualTo("done");
            assertThat(result.has("resultType")).isFalse();
        }
    }

    @Test
    void aRequestOvertakesOneThatHangsAndACancelledOneHasNoAnswer() {
        try (SocketClient client = open("/mcp/ws")) {
            client.send(modern(id, "tools/call", tool("new_do", "hang")));
            Awaitility.await().until(() -> recorded(id).size() == 1);
            client.send(modern("fast", "tools/call", tool("old_do", "work")));
            assertThat(client.answer("fast").has("result")).isTrue();

            client.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":\"" + id
                    + "\"," + META + "}}");

            Awaitility.await().untilAsserted(() -> assertThat(recorded(id))
                    .containsExactly("intent  websocket", "outcome cancelled websocket"));
            client.send(modern("after", "server/discover", ""));
            assertThat(client.answer("after").has("result")).isTrue();
            assertThat(client.messages()).noneMatch(m -> m.path("id").asText().equals(id));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aClientThatGoesAwayCancelsWhatItWaitsFor(boolean isModern) {
        try (SocketClient client = open("/mcp/ws")) {
            String call = tool("new_do", "hang");
            client.send(isModern ? modern(id, "tools/call", call) : "");
            if (!isModern) {
                opened(client).send(legacy(id, "tools/call", call));
            }
            Awaitility.await().until(() -> recorded(id).size() == 1);
        }

        Awaitility.await().untilAsserted(() -> assertThat(recorded(id))
                .containsExactly("intent  websocket", "outcome cancelled websocket"));
    }

    @Test
    void moreRequestsThanMayWaitAreRefusedAndSoIsAnIdTwice() {
        try (SocketClient client = open("/mcp/ws")) {
            for (int i = 0; i < 4; i++) {
                client.send(modern(id + i, "tools/call", tool("new_do", "hang")));
            }

            client.send(modern(id, "server/discover", ""));
            assertThat(client.answer(id).at("/error/code").asInt()).isEqualTo(-31428);
            assertThat(recorded(id)).singleElement().asString().endsWith("websocket");

            client.send(modern(id + 0, "server/discover", ""));
            assertThat(client.answer(id + 0).at("/error/code").asInt()).isEqualTo(-32600);
        }
    }

    @Test
    void progressComesBeforeItsAnswer() {
        try (SocketClient client = open("/mcp/ws")) {
            client.send(modern(id, "tools/call", tool("new_do", "progress")));

            assertThat(client.answer(id).has("result")).isTrue();
            assertThat(client.messages().get(0).path("method").asText()).isEqualTo("notifications/progress");
            assertThat(client.messages().get(0).at("/params/progressToken").asText())
                    .isEqualTo("mine");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"new_do", "old_do"})
    void aConnectorAsksALegacyClientOnItsSocket(String name) {
        try (SocketClient client = opened(open("/mcp/ws"))) {
            client.send(legacy(id, "tools/call", tool(name, "ask")));

            JsonNode question = client.message(m -> m.path("method").asText().equals("elicitation/create"));
            client.send("{\"jsonrpc\":\"2.0\",\"id\":" + question.path("id")
                    + ",\"result\":{\"action\":\"accept\",\"content\":{\"name\":\"Ada\"}}}");

            assertThat(client.answer(id).at("/result/content/0/text").asText()).isEqualTo("accept Ada");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLegacyClientHearsOnItsSocketWhatChanges(boolean again) {
        try (SocketClient client = opened(open("/mcp/ws"))) {
            if (again) {
                opened(client);
            }
            client.send(legacy(id, "resources/subscribe", "\"uri\":\"old+file:///x\""));
            assertThat(client.answer(id).has("result")).isTrue();
            Awaitility.await().until(() -> around.legacy().subscribed().contains("file:///x"));

            around.legacy().updated("file:///x");
            around.modern().withdraw(true);

            String updated = "notifications/resources/updated";
            JsonNode notice = client.message(m -> m.path("method").asText().equals(updated));
            assertThat(notice.at("/params/uri").asText()).isEqualTo("old+file:///x");
            client.message(m -> m.path("method").asText().equals("notifications/tools/list_changed"));
        } finally {
            around.modern().withdraw(false);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{ | -32700", "[] | -32600", "{\"jsonrpc\":\"2.0\",\"id\":7} | -32600", "\"text\" | -32600"})
    void whatIsNoMessageIsAnsweredAndTheSocketStays(String text, int code) {
        try (SocketClient client = open("/mcp/ws")) {
            client.send(text);

            JsonNode error = client.message(m -> m.has("error"));
            assertThat(error.at("/error/code").asInt()).isEqualTo(code);
            assertThat(error.path("id").asInt()).isEqualTo(text.contains("7") ? 7 : 0);
            client.send(modern(id, "server/discover", ""));
            assertThat(client.answer(id).has("result")).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aMessageThatIsTooLongEndsTheSocket(boolean inParts) {
        try (SocketClient client = open("/mcp/ws")) {
            if (inParts) {
                client.sendPart("x".repeat(15_000));
                client.sendPart("x".repeat(15_000));
            } else {
                client.sendPart("x".repeat(30_000));
            }

            assertThat(client.closed()).isEqualTo(1009);
        }
    }

    @Test
    void aMessageMayComeInParts() {
        try (SocketClient client = open("/mcp/ws")) {
            String message = modern(id, "server/discover", "");
            client.sendPart(message.substring(0, 20));
            client.send(message.substring(20));

            assertThat(client.answer(id).has("result")).isTrue();
        }
    }

    @Test
    void bytesThatAreNoTextEndTheSocket() {
        try (SocketClient client = open("/mcp/ws")) {
            client.socket().sendBinary(ByteBuffer.wrap(new byte[] {1}), true).join();

            assertThat(client.closed()).isEqualTo(1003);
        }
    }

    @Test
    void whoMayNotComeInIsToldByHttpAndOnRecord() {
        String narrow = around.issuer().token("http://localhost:7400/mcp/c/new", "somebody", "engineering");
        String good = around.token("engineering");

        assertThat(refused(HTTP.newWebSocketBuilder(), "/mcp/ws").statusCode()).isEqualTo(401);
        assertThat(refused(builder(narrow), "/mcp/c/old/ws").headers().firstValue("WWW-Authenticate"))
                .get()
                .asString()
                .contains("/.well-known/oauth-protected-resource/mcp/c/old\"");
        assertThat(refused(builder(good).header("Origin", "https://evil.example"), "/mcp/ws")
                        .statusCode())
                .isEqualTo(403);
        assertThat(refused(builder(around.token("strangers")), "/mcp/c/new/ws").statusCode())
                .isEqualTo(404);
        assertThat(around.audit().take(id)).hasSize(4);
    }

    private HttpResponse<?> refused(WebSocket.Builder builder, String path) {
        CompletionException failure =
                catchThrowableOfType(CompletionException.class, () -> builder.header("User-Agent", id)
                        .buildAsync(at(path), new WebSocket.Listener() {})
                        .join());
        return ((WebSocketHandshakeException) failure.getCause()).getResponse();
    }

    @Test
    void aRequestThatIsNoHandshakeIsToldWhatToBe() throws Exception {
        HttpResponse<String> response = HTTP.send(
                HttpRequest.newBuilder(endpoint.resolve("/mcp/ws"))
                        .header("Authorization", "Bearer " + around.token("engineering"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(426);
        assertThat(response.headers().firstValue("Upgrade")).contains("websocket");
    }

    @Test
    void theSocketEndsWithItsToken() {
        String token =
                around.issuer().token("http://localhost:7400/mcp", "somebody", "engineering", Duration.ofSeconds(3));
        try (SocketClient client = open("/mcp/ws", token)) {
            client.send(modern(id, "subscriptions/listen", "\"notifications\":{\"toolsListChanged\":true}"));
            client.message(m -> m.path("method").asText().endsWith("/acknowledged"));

            assertThat(client.closed()).isEqualTo(4401);
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> around.audit().of(id).size() == 2);
    }

    @Test
    void theSubprotocolMayBeNamed() {
        WebSocket.Builder named = builder(around.token("engineering")).subprotocols("mcp", "other");
        try (SocketClient client = new SocketClient(named, at("/mcp/ws"))) {
            assertThat(client.socket().getSubprotocol()).isEqualTo("mcp");
        }
    }

    @Test
    void aGatewayThatStopsSaysSo() {
        try (SocketClient client = open("/mcp/ws")) {
            client.send(modern(id, "server/discover", ""));
            client.answer(id);

            sockets.endAll();

            assertThat(client.closed()).isEqualTo(1001);
        }
    }

    @Test
    void aClientThatShowsNoLifeIsCutOff() throws Exception {
        try (RawSocket client = RawSocket.open(at("/mcp/ws"), around.token("engineering"))) {
            assertThat(client.untilItsEnd()).contains((byte) 0x89);
        }
    }

    @Test
    void aClientThatDoesNotReadIsCutOff() throws Exception {
        String longName = "x".repeat(15_000);
        try (RawSocket client = RawSocket.open(at("/mcp/ws"), around.token("engineering"))) {
            int sent = 0;
            while (client.send(modern(longName + sent, "server/discover", ""))) {
                sent++;
            }
            assertThat(sent).isGreaterThan(10);
        }
    }
}
