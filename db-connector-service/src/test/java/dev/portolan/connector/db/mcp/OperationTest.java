package dev.portolan.connector.db.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.connector.db.ShopResource;
import dev.portolan.connector.db.TestDatabase;
import dev.portolan.connector.testkit.McpTestClient;
import dev.portolan.connector.testkit.TestIssuerResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestIssuerResource.class)
@QuarkusTestResource(ShopResource.class)
class OperationTest extends McpTest {
    private static final String SLEEPERS = "SELECT count(*) FROM pg_stat_activity "
            + "WHERE usename = 'shop_reader' AND state = 'active' AND query LIKE '%FETCH%'";

    private final TestDatabase database = TestDatabase.instance();

    @Test
    void theEleventhCallIsToldToTryAgainAndTheOthersAreServed() {
        ExecutorService callers = Executors.newFixedThreadPool(10);
        try {
            // given
            List<CompletableFuture<JsonNode>> ten = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                ten.add(CompletableFuture.supplyAsync(() -> call("query", query("SELECT pg_sleep(4)", "")), callers));
            }
            await().until(() -> database.ask(SLEEPERS).equals("10"));

            // when
            JsonNode eleventh = failure("query", query("SELECT 1", ""));

            // then
            assertThat(eleventh.at("/_meta/dev.portolan~1error/code").asText()).isEqualTo("busy");
            assertThat(eleventh.at("/_meta/dev.portolan~1error/retryable").asBoolean())
                    .isTrue();
            assertThat(metrics()).contains("db_pool_in_use{source=\"shop\"} 10.0");
            ten.forEach(CompletableFuture::join);
        } finally {
            callers.shutdown();
        }
    }

    @Test
    void aCallerWhoHangsUpFreesItsConnection() throws IOException {
        // given a caller who asked for something slow
        McpTestClient client = client();
        ObjectNode params = object().put("name", "query");
        params.set("arguments", McpTestClient.json(query("SELECT pg_sleep(29)", "")));
        ObjectNode message = client.message("tools/call", params);
        try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
            post(socket, message.toString(), client);
            await().until(() -> database.ask(SLEEPERS).equals("1"));
        }

        // then, once it has hung up
        await().untilAsserted(() -> assertThat(database.ask(SLEEPERS)).isEqualTo("0"));
        await().untilAsserted(() -> assertThat(metrics()).contains("db_pool_in_use{source=\"shop\"} 0.0"));
    }

    private void post(Socket socket, String body, McpTestClient client) throws IOException {
        StringBuilder request = new StringBuilder("POST /mcp HTTP/1.1\r\nHost: " + endpoint.getAuthority() + "\r\n");
        request.append("Authorization: Bearer ").append(client.token()).append("\r\n");
        for (Map.Entry<String, String> header :
                client.headers(McpTestClient.json(body)).entrySet()) {
            request.append(header.getKey())
                    .append(": ")
                    .append(header.getValue())
                    .append("\r\n");
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        request.append("Content-Length: ").append(bytes.length).append("\r\n\r\n");
        OutputStream out = socket.getOutputStream();
        out.write(request.toString().getBytes(StandardCharsets.US_ASCII));
        out.write(bytes);
        out.flush();
    }

    @Test
    void queriesAreTimedBySourceAndOutcome() {
        call("query", query("SELECT 1", ""));
        failure("query", query("SELECT * FROM nowhere_at_all", ""));

        assertThat(metrics())
                .contains("db_query_duration_seconds_count{operation=\"query\",outcome=\"ok\",source=\"shop\"}")
                .contains("outcome=\"undefined_table\"")
                .contains("db_pool_wait_seconds_count{source=\"shop\"}")
                .contains("db_source_ready{source=\"gone\"} 0.0")
                .doesNotContain("nowhere_at_all");
    }

    @Test
    void readinessTellsEachSourceAndServesAsLongAsOneDoes() {
        HttpResponse<String> ready = get("q/health/ready");

        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body())
                .contains("\"shop\": \"ready\"")
                .contains("\"gone\": \"down: ")
                .contains("\"root\": \"refused: ")
                .doesNotContain("secret-7");
        assertThat(get("q/health/live").statusCode()).isEqualTo(200);
    }

    private String metrics() {
        return get("q/metrics").body();
    }

    private HttpResponse<String> get(String path) {
        URI address = management.resolve("/" + path);
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
