package dev.portolan.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.Endpoint;
import dev.portolan.gateway.call.Home;
import dev.portolan.gateway.session.Sessions;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.Revision;
import dev.portolan.mcp.SealedHandles;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A request of a session that lives on another replica goes there. */
@QuarkusTest
@WithTestResource(GatewayResource.class)
class RelayTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TestHTTPResource("/mcp")
    URI endpoint;

    @Inject
    Sessions sessions;

    @Inject
    SealedHandles handles;

    GatewayResource.Surroundings around;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<Arrived> arrived = new LinkedBlockingQueue<>();
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private volatile Reaction reaction = exchange -> respond(exchange, 200, "application/json", "{\"by\":\"sibling\"}");
    private HttpServer sibling;

    private record Arrived(String path, Map<String, List<String>> headers, String body) {}

    private interface Reaction {
        void to(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void untilRecordsAreTaken() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> send(HttpRequest.newBuilder(endpoint).POST(HttpRequest.BodyPublishers.noBody()))
                                .statusCode()
                        == 401);
    }

    @BeforeEach
    void startSibling() throws IOException {
        sibling = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        sibling.setExecutor(threads);
        sibling.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            arrived.add(
                    new Arrived(exchange.getRequestURI().getPath(), Map.copyOf(exchange.getRequestHeaders()), body));
            reaction.to(exchange);
        });
        sibling.start();
    }

    @AfterEach
    void stopSibling() {
        mayEnd.countDown();
        sibling.stop(0);
        threads.shutdownNow();
    }

    private static void respond(HttpExchange exchange, int status, String type, String body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length());
        exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
        exchange.close();
    }

    private String siblingUrl() {
        return "http://localhost:" + sibling.getAddress().getPort();
    }

    private Caller caller() {
        return new Caller("somebody", "somebody", around.issuer().url(), "cli", Set.of(), false, Instant.MAX);
    }

    /** The id of a task that was made on the replica of that address, of a connector that may ask something there. */
    private String taskAt(String url) {
        JsonObject content = JsonObject.empty()
                .set("c", "old")
                .set("u", "do")
                .set("n", "old_do")
                .set("t", "{}")
                .set("o", "call")
                .set("h", new Home("other", url).toSlice());
        return handles.seal("task /mcp", caller().principal(), content.toSlice().toBytes(), Duration.ofMinutes(1));
    }

    /** The id of a session that was opened on the replica of that address. */
    private String sessionAt(String url) {
        Caller caller = caller();
        Sessions.Session session = new Sessions.Session(
                Revision.V2025_11_25, JsonSlice.EMPTY_OBJECT, JsonSlice.EMPTY_OBJECT, new Home("other", url));
        return sessions.id(session, Endpoint.FEDERATED, caller);
    }

    private HttpRequest.Builder ping(String session, String id) {
        return HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("Authorization", "Bearer " + around.token("engineering"))
                .header("MCP-Protocol-Version", "2025-11-25")
                .header("Mcp-Session-Id", session)
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"jsonrpc\":\"2.0\",\"id\":\"" + id + "\",\"method\":\"ping\"}"));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder askFor(String task) {
        String meta = "{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":{\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}}";
        return HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("Authorization", "Bearer " + around.token("engineering"))
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", "tasks/get")
                .header("Mcp-Name", task)
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tasks/get\",\"params\":{\"taskId\":\"" + task
                                + "\",\"_meta\":" + meta + "}}"));
    }

    @Test
    void aTaskIsAskedForWhereItsQuestionsWaitAndHereIfThatIsGone() throws Exception {
        HttpResponse<String> there = send(askFor(taskAt(siblingUrl())));
        HttpResponse<String> here = send(askFor(taskAt("http://localhost:1")));

        assertThat(there.body()).isEqualTo("{\"by\":\"sibling\"}");
        assertThat(here.body()).contains("Unknown task: ");
    }

    @Test
    void itArrivesAsItCameAndTheResponseComesBack() throws Exception {
        String session = sessionAt(siblingUrl());

        HttpResponse<String> response = send(ping(session, "1").header("X-Trace", "t"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"by\":\"sibling\"}");
        Arrived there = arrived.poll(5, TimeUnit.SECONDS);
        assertThat(there.path()).isEqualTo("/mcp");
        assertThat(there.body()).contains("\"id\":\"1\"");
        assertThat(there.headers().get("Mcp-session-id")).containsExactly(session);
        assertThat(there.headers().get("X-trace")).containsExactly("t");
        assertThat(there.headers().get("Authorization")).hasSize(1);
        assertThat(there.headers().get("Portolan-relayed")).hasSize(1);
    }

    @Test
    void whoServesItRecordsItAndNobodyElse() throws Exception {
        String id = UUID.randomUUID().toString();

        send(ping(sessionAt(siblingUrl()), id));

        assertThat(around.audit().of(id)).isEmpty();
    }

    @Test
    void aStreamComesBackAsItComes() throws Exception {
        reaction = exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("data: first\n\n".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        };

        HttpResponse<InputStream> response =
                HTTP.send(ping(sessionAt(siblingUrl()), "1").build(), HttpResponse.BodyHandlers.ofInputStream());

        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(new String(response.body().readNBytes(13), StandardCharsets.UTF_8))
                .isEqualTo("data: first\n\n");
        mayEnd.countDown();
    }

    @Test
    void aClientThatLeavesIsSeenToLeave() throws Exception {
        CompletableFuture<Void> left = new CompletableFuture<>();
        reaction = exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            byte[] comment = (":" + "x".repeat(65_536) + "\n\n").getBytes(StandardCharsets.UTF_8);
            try {
                while (true) {
                    exchange.getResponseBody().write(comment);
                    exchange.getResponseBody().flush();
                }
            } catch (IOException gone) {
                left.complete(null);
            }
        };

        HttpResponse<InputStream> response =
                HTTP.send(ping(sessionAt(siblingUrl()), "1").build(), HttpResponse.BodyHandlers.ofInputStream());
        response.body().close();

        assertThat(left).succeedsWithin(Duration.ofSeconds(30));
    }

    @Test
    void ifNobodyIsThereTheSessionGoesOnHere() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        String id = UUID.randomUUID().toString();

        HttpResponse<String> response = send(ping(sessionAt("http://localhost:" + port), id));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("\"result\":{}", id);
    }

    @Test
    void ifItGoesAwayInBetweenNothingIsDoneTwice() throws Exception {
        reaction = HttpExchange::close;
        String id = UUID.randomUUID().toString();

        HttpResponse<String> response = send(ping(sessionAt(siblingUrl()), id));

        assertThat(response.body()).contains("-31410");
        assertThat(arrived).hasSize(1);
        assertThat(around.audit().of(id)).hasSize(1);
    }

    @Test
    void whoClaimsToBeAReplicaIsNotBelieved() throws Exception {
        HttpResponse<String> foreign = send(ping(sessionAt(siblingUrl()), "1")
                .header("Portolan-Relayed", "QUJD")
                .header("Origin", "http://evil"));

        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(send(ping(sessionAt(siblingUrl()), "2").header("Portolan-Relayed", "QUJD"))
                        .body())
                .contains("sibling");
    }

    @Test
    void whatAReplicaSentOnIsNotSentOnAgain() throws Exception {
        String session = sessionAt(siblingUrl());
        send(ping(session, "1"));
        String note = arrived.take().headers().get("Portolan-relayed").get(0);

        HttpResponse<String> response = send(ping(session, "2").header("Portolan-Relayed", note));

        assertThat(response.body()).contains("\"result\":{}");
        assertThat(arrived).isEmpty();
    }

    @Test
    void whatSomebodyElsesSessionSaysIsNotFollowed() throws Exception {
        HttpResponse<String> response = send(ping(sessionAt(siblingUrl()), "1")
                .setHeader("Authorization", "Bearer " + around.token("engineering", "another")));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(arrived).isEmpty();
    }
}
