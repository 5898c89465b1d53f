package dev.portolan.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.httpsse.OpenStreams;
import dev.portolan.mcp.SealedHandles;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway over HTTP+SSE, the transport of 2024-11-05, with connectors of both eras behind it. */
@QuarkusTest
@WithTestResource(GatewayResource.class)
class HttpSseTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TestHTTPResource("/mcp")
    URI endpoint;

    @Inject
    OpenStreams streams;

    @Inject
    SealedHandles handles;

    GatewayResource.Surroundings around;

    private final String id = UUID.randomUUID().toString();

    @BeforeEach
    void untilBothConnectorsAreListed() throws Exception {
        try (SseClient client = open("/mcp/sse").initialized()) {
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                String look = UUID.randomUUID().toString();
                List<String> names =
                        client.ask(look, "tools/list", "").at("/result/tools").findValuesAsText("name");
                return names.containsAll(Set.of("new_do", "old_do"));
            });
        }
    }

    private SseClient open(String path) throws Exception {
        return new SseClient(endpoint.resolve(path), around.token("engineering"));
    }

    /** Makes a call that is not answered, and waits until the connector has it. */
    private void hang(SseClient client, String call) throws Exception {
        int before = around.legacy().calls().size();
        client.post(SseClient.request(call, "tools/call", tool("old_do", "hang")));
        Awaitility.await().until(() -> around.legacy().calls().size() > before);
    }

    private static String tool(String name, String what) {
        return "\"name\":\"" + name + "\",\"arguments\":{\"what\":\"" + what
                + "\"},\"_meta\":{\"progressToken\":\"p\"}";
    }

    @ParameterizedTest
    @CsvSource({"/mcp/sse, new_do", "/mcp/sse, old_do", "/mcp/c/new/sse, do", "/mcp/c/old/sse, do"})
    void aClientCallsToolsAndEachCallIsOnRecord(String path, String name) throws Exception {
        try (SseClient client = open(path).initialized()) {
            JsonNode result =
                    client.ask(id, "tools/call", tool(name, "progress")).path("result");

            assertThat(result.at("/content/0/text").asText()).isEqualTo("done");
            assertThat(result.has("resultType")).isFalse();
            assertThat(client.messages())
                    .filteredOn(m -> m.path("method").asText().equals("notifications/progress"))
                    .extracting(m -> m.at("/params/progressToken").asText())
                    .containsExactly("p", "p", "p");
            assertThat(around.audit().of(id))
                    .extracting(e -> e.path("kind").asText() + " "
                            + e.at("/request/transport").asText() + " "
                            + e.at("/request/revision").asText())
                    .allMatch(e -> e.contains("http-sse"));
        }
    }

    @Test
    void whatTheRevisionDoesNotKnowIsLeftOut() throws Exception {
        try (SseClient client = open("/mcp/sse").initialized()) {
            JsonNode tools = client.ask(id, "tools/list", "").at("/result/tools");

            assertThat(tools).isNotEmpty().allSatisfy(tool -> {
                assertThat(tool.has("title")).isFalse();
                assertThat(tool.has("annotations")).isFalse();
                assertThat(tool.has("outputSchema")).isFalse();
            });
            JsonNode refused = client.ask("a", "tools/call", tool("new_do", "ask"));
            assertThat(refused.at("/result/isError").asBoolean()).isTrue();
        }
    }

    @Test
    void whatChangesComesOnTheStream() throws Exception {
        try (SseClient client = open("/mcp/sse").initialized()) {
            assertThat(client.ask(id, "resources/subscribe", "\"uri\":\"old+file:///x\"")
                            .has("result"))
                    .isTrue();
            Awaitility.await().until(() -> around.legacy().subscribed().contains("file:///x"));

            around.legacy().updated("file:///x");
            around.modern().withdraw(true);

            Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(client.messages())
                    .extracting(m -> m.path("method").asText())
                    .contains("notifications/resources/updated", "notifications/tools/list_changed"));
        } finally {
            around.modern().withdraw(false);
        }
    }

    @Test
    void whatIsNoMessageIsToldOnTheStream() throws Exception {
        try (SseClient client = open("/mcp/sse")) {
            assertThat(client.post("{")).isEqualTo(202);
            assertThat(client.post(SseClient.request(id, "tools/list", ""))).isEqualTo(202);

            assertThat(client.answer(id).at("/error/code").asInt()).isEqualTo(-32600);
            Awaitility.await().until(() -> client.messages().stream()
                    .anyMatch(m -> m.at("/error/code").asInt() == -32700));
        }
    }

    @Test
    void requestsOfTheNewestRevisionDoNotComeThisWay() throws Exception {
        try (SseClient client = open("/mcp/sse")) {
            JsonNode answer = client.ask(
                    id,
                    "tools/list",
                    "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                            + "\"io.modelcontextprotocol/clientCapabilities\":{}}");

            assertThat(answer.at("/error/code").asInt()).isEqualTo(-32600);
        }
    }

    @Test
    void aCallCanBeTakenBack() throws Exception {
        try (SseClient client = open("/mcp/sse").initialized()) {
            hang(client, id);

            client.post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":\"" + id
                    + "\"}}");

            Awaitility.await().until(() -> around.audit().of(id).size() == 2);
            assertThat(around.audit().of(id).get(1).at("/outcome/code").asText())
                    .isEqualTo("cancelled");
        }
    }

    @Test
    void theEndOfTheStreamEndsItsCalls() throws Exception {
        try (SseClient client = open("/mcp/sse").initialized()) {
            hang(client, id);
        }

        Awaitility.await().until(() -> around.audit().of(id).size() == 2);
        assertThat(around.audit().of(id).get(1).at("/outcome/code").asText()).isEqualTo("cancelled");
    }

    @Test
    void nobodyElsePostsToAStream() throws Exception {
        try (SseClient client = open("/mcp/sse")) {
            URI mine = client.endpoint();
            String message = SseClient.request(id, "ping", "");
            String other = around.token("engineering", "somebody-else");

            assertThat(SseClient.post(mine, other, message)).isEqualTo(404);
            assertThat(SseClient.post(mine, "nonsense", message)).isEqualTo(401);
            assertThat(SseClient.post(
                            URI.create(mine.toString().replace("/mcp/sse", "/mcp/c/new/sse")),
                            around.token("engineering"),
                            message))
                    .isEqualTo(404);
            assertThat(SseClient.post(URI.create(mine + "x"), around.token("engineering"), message))
                    .isEqualTo(404);
            assertThat(SseClient.post(endpoint.resolve("/mcp/sse"), around.token("engineering"), message))
                    .isEqualTo(400);
            assertThat(client.post(message)).isEqualTo(202);
        }
    }

    @Test
    void aMessageForAStreamOnAnotherReplicaGoesThere() throws Exception {
        BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
        HttpServer sibling = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4);
        sibling.createContext("/", exchange -> {
            arrived.add(exchange.getRequestURI() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        sibling.start();
        try {
            Caller caller =
                    new Caller("somebody", "somebody", around.issuer().url(), "cli", Set.of(), false, Instant.MAX);
            String there = "http://localhost:" + sibling.getAddress().getPort();
            String content = "{\"s\":\"1\",\"h\":{\"i\":\"other\",\"u\":\"" + there + "\"}}";
            String handle = handles.seal(
                    "http-sse /mcp",
                    caller.principal(),
                    content.getBytes(StandardCharsets.UTF_8),
                    Duration.ofMinutes(1));
            String path = "/mcp/sse?stream=" + handle;

            int status = SseClient.post(endpoint.resolve(path), around.token("engineering"), "{\"any\":1}");

            assertThat(status).isEqualTo(202);
            assertThat(arrived.poll(5, TimeUnit.SECONDS)).isEqualTo(path + " {\"any\":1}");
        } finally {
            sibling.stop(0);
        }
        assertThat(SseClient.post(endpoint.resolve("/mcp/sse?stream=none"), around.token("engineering"), "{}"))
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void whoeverMayNotComeInIsToldSo(String method) throws Exception {
        HttpRequest.Builder bare = HttpRequest.newBuilder(endpoint.resolve("/mcp/sse"))
                .header("Accept", "text/event-stream")
                .method(method, HttpRequest.BodyPublishers.ofString("{}"));

        HttpResponse<String> nobody = HTTP.send(bare.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(nobody.statusCode()).isEqualTo(401);
        assertThat(nobody.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("resource_metadata=\"http://localhost:7400/.well-known/oauth-protected-resource/mcp\"");
        bare.header("Authorization", "Bearer " + around.token("engineering")).header("Origin", "https://evil.example");
        assertThat(HTTP.send(bare.build(), HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(403);
    }

    @Test
    void otherMethodsAreNotThere() throws Exception {
        HttpRequest request = SseClient.get(endpoint.resolve("/mcp/sse"), around.token("engineering"))
                .DELETE()
                .build();

        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains("GET, POST");
    }

    @Test
    void noMoreStreamsAreOpenThanMay() throws Exception {
        Awaitility.await().until(() -> {
            // those of other tests end when their clients are gone
            try (SseClient a = open("/mcp/sse");
                    SseClient b = open("/mcp/sse");
                    SseClient c = open("/mcp/sse")) {
                HttpRequest request = SseClient.get(endpoint.resolve("/mcp/sse"), around.token("engineering"))
                        .build();
                return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 429
                        && List.of(a, b, c).size() == 3;
            } catch (AssertionError full) {
                return false;
            }
        });
    }

    @Test
    void noMoreRequestsWaitThanMay() throws Exception {
        try (SseClient client = open("/mcp/sse").initialized()) {
            for (int i = 0; i < 2; i++) {
                String hanging = id + i;
                hang(client, hanging);
            }

            assertThat(client.ask(id, "ping", "").at("/error/code").asInt()).isEqualTo(-31428);
        }
    }

    @Test
    void theStreamEndsWithItsToken() throws Exception {
        String token =
                around.issuer().token("http://localhost:7400/mcp", "somebody", "engineering", Duration.ofSeconds(3));
        try (SseClient client = new SseClient(endpoint.resolve("/mcp/sse"), token)) {
            assertThat(client.ended()).isTrue();
        }
    }

    @Test
    void aGatewayThatStopsEndsIt() throws Exception {
        try (SseClient client = open("/mcp/sse").initialized()) {
            streams.endAll();

            assertThat(client.ended()).isTrue();
        }
    }
}
