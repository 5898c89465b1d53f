package dev.portolan.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** A client of 2024-11-05: it reads one stream and posts to where that tells it to. */
final class SseClient implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI at;
    private final String token;
    private final InputStream body;
    private final CompletableFuture<String> endpoint = new CompletableFuture<>();
    private final CompletableFuture<Boolean> over = new CompletableFuture<>();
    private volatile String given = "{}";
    private final Queue<JsonNode> messages = new ConcurrentLinkedQueue<>();

    SseClient(URI at, String token) throws Exception {
        this.at = at;
        this.token = token;
        HttpResponse<InputStream> response =
                HTTP.send(get(at, token).build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        body = response.body();
        new Thread(this::read).start();
    }

    static HttpRequest.Builder get(URI at, String token) {
        return HttpRequest.newBuilder(at)
                .header("Accept", "text/event-stream")
                .header("Authorization", "Bearer " + token);
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            String event = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    event = line.substring(7);
                } else if (line.startsWith("data: ") && event.equals("endpoint")) {
                    endpoint.complete(line.substring(6));
                } else if (line.startsWith("data: ") && event.equals("message")) {
                    heard(JSON.readTree(line.substring(6)));
                }
            }
            over.complete(true);
        } catch (IOException broken) {
            over.complete(false);
        }
    }

    private void heard(JsonNode message) {
        messages.add(message);
        if (message.has("method") && message.has("id")) {
            new Thread(() -> answerTo(message)).start();
        }
    }

    private void answerTo(JsonNode question) {
        try {
            post("{\"jsonrpc\":\"2.0\",\"id\":" + question.get("id") + ",\"result\":" + given + "}");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** What every question is answered with from now on. */
    void answering(String result) {
        given = result;
    }

    /** Where messages go. */
    URI endpoint() throws Exception {
        return at.resolve(endpoint.get(20, TimeUnit.SECONDS));
    }

    /** The status that posting this is answered with. */
    int post(String message) throws Exception {
        return post(endpoint(), token, message);
    }

    static int post(URI to, String token, String message) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(to)
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(message))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /** Opens the session. */
    SseClient initialized() throws Exception {
        assertThat(post(request(
                        "hello",
                        "initialize",
                        "\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"sampling\":{},\"elicitation\":{}},"
                                + "\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}")))
                .isEqualTo(202);
        assertThat(answer("hello").at("/result/protocolVersion").asText()).isEqualTo("2024-11-05");
        assertThat(post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}"))
                .isEqualTo(202);
        return this;
    }

    static String request(String id, String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":\"" + id + "\",\"method\":\"" + method + "\",\"params\":{" + params + "}}";
    }

    JsonNode ask(String id, String method, String params) throws Exception {
        assertThat(post(request(id, method, params))).isEqualTo(202);
        return answer(id);
    }

    /** The answer to the request of that id, which comes on the stream. */
    JsonNode answer(String id) {
        return message(m -> !m.has("method") && m.path("id").asText().equals(id));
    }

    /** Waits for a message. */
    JsonNode message(Predicate<JsonNode> wanted) {
        return Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> messages.stream().filter(wanted).findFirst().orElse(JSON.createObjectNode()),
                        m -> m.has("jsonrpc"));
    }

    /** What came so far. */
    Queue<JsonNode> messages() {
        return messages;
    }

    /** Waits for the end; whether it was in good order. */
    boolean ended() throws Exception {
        return over.get(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
