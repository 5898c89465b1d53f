package dev.portolan.gateway.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.mcp.Revision;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A client of one revision, which can do everything that revision knows and answers whatever it is asked. */
final class RevisionClient {
    static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Map<String, String> ANSWERS = Map.of(
            "form", "{\"action\":\"accept\",\"content\":{\"name\":\"a\"}}",
            "url", "{\"action\":\"accept\"}",
            "sampling/createMessage",
                    "{\"role\":\"assistant\",\"model\":\"m\",\"content\":{\"type\":\"text\",\"text\":\"said\"}}",
            "roots/list", "{\"roots\":[{\"uri\":\"file:///root\"}]}");

    private final Revision revision;
    private final URI endpoint;
    private final String token;
    private String session = "";
    private Duration thinking = Duration.ZERO;

    /**
     * What came back for one request.
     *
     * @param id its id, which the records of it have
     * @param notifications what was said before the answer
     * @param questions what the client was asked before it
     * @param answer the JSON-RPC response, or responses
     */
    record Heard(String id, List<JsonNode> notifications, List<JsonNode> questions, JsonNode answer) {
        String text() {
            return answer.at("/result/content/0/text").asText();
        }
    }

    RevisionClient(Revision revision, URI endpoint, String token) throws Exception {
        this.revision = revision;
        this.endpoint = endpoint;
        this.token = token;
        if (!revision.isModern()) {
            ObjectNode params = JSON.createObjectNode().put("protocolVersion", revision.wire());
            params.set("capabilities", capabilities());
            params.putObject("clientInfo").put("name", "matrix").put("version", "1");
            // A gateway that has just started takes nothing before audit-service acknowledges.
            HttpResponse<String> opened = Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(
                            () -> send(post(message("initialize", params)), HttpResponse.BodyHandlers.ofString()),
                            answer -> answer.headers()
                                    .firstValue("Mcp-Session-Id")
                                    .isPresent());
            session = opened.headers().firstValue("Mcp-Session-Id").orElseThrow();
            ObjectNode initialized =
                    JSON.createObjectNode().put("jsonrpc", "2.0").put("method", "notifications/initialized");
            send(post(initialized), HttpResponse.BodyHandlers.discarding());
        }
    }

    Revision revision() {
        return revision;
    }

    /** Answers no question sooner than that. */
    void thinkFor(Duration time) {
        thinking = time;
    }

    private JsonNode capabilities() throws IOException {
        boolean forms = revision.compareTo(Revision.V2025_06_18) >= 0;
        boolean pages = revision.compareTo(Revision.V2025_11_25) >= 0;
        String elicitation = pages ? "{\"form\":{},\"url\":{}}" : "{}";
        String tasks = revision.isModern() ? ",\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}" : "";
        return JSON.readTree(
                "{\"roots\":{},\"sampling\":{}" + (forms ? ",\"elicitation\":" + elicitation : "") + tasks + "}");
    }

    private static <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler)
            throws Exception {
        return HTTP.send(request.build(), handler);
    }

    private ObjectNode message(String method, ObjectNode params) {
        ObjectNode message = JSON.createObjectNode()
                .put("jsonrpc", "2.0")
                .put("id", UUID.randomUUID().toString())
                .put("method", method);
        message.set("params", params);
        return message;
    }

    private HttpRequest.Builder post(JsonNode message) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("Authorization", "Bearer " + token);
        if (revision.isModern() && message instanceof ObjectNode single) {
            JsonNode params = single.path("params");
            ObjectNode meta = single.withObject("/params/_meta");
            meta.put("io.modelcontextprotocol/protocolVersion", "2026-07-28");
            meta.set("io.modelcontextprotocol/clientCapabilities", capabilities());
            String method = message.path("method").asText();
            request.header("MCP-Protocol-Version", "2026-07-28").header("Mcp-Method", method);
            String named = method.equals("resources/read") ? "uri" : method.startsWith("tasks/") ? "taskId" : "name";
            String name = params.path(named).asText();
            if (!name.isEmpty()) {
                request.header("Mcp-Name", name);
            }
        } else if (!session.isEmpty()) {
            request.header("Mcp-Session-Id", session);
            if (revision != Revision.V2025_03_26) {
                request.header("MCP-Protocol-Version", revision.wire());
            }
        }
        return request.POST(HttpRequest.BodyPublishers.ofString(message.toString()));
    }

    /** Makes a request and does what is needed until it is answered. */
    Heard ask(String method, ObjectNode params) throws Exception {
        List<JsonNode> notifications = new ArrayList<>();
        List<JsonNode> questions = new ArrayList<>();
        ObjectNode message = message(method, params);
        String id = message.path("id").asText();
        JsonNode answer = exchange(message, notifications, questions);
        for (JsonNode wanted = answer.at("/result/inputRequests"); wanted.size() > 0; ) {
            message.put("id", id + "-" + questions.size());
            ObjectNode responses = params.putObject("inputResponses");
            for (Map.Entry<String, JsonNode> input : wanted.properties()) {
                questions.add(input.getValue());
                responses.set(input.getKey(), answerTo(input.getValue()));
            }
            if (answer.at("/result/requestState").isTextual()) {
                params.set("requestState", answer.at("/result/requestState"));
            }
            answer = exchange(message, notifications, questions);
            wanted = questions.size() > 3 ? JSON.createObjectNode() : answer.at("/result/inputRequests");
        }
        return new Heard(id, notifications, questions, answer);
    }

    /** Asks for a task until it ends, and answers what it asks. */
    JsonNode follow(String task) throws Exception {
        ObjectNode about = JSON.createObjectNode().put("taskId", task);
        while (true) {
            JsonNode seen = exchange(message("tasks/get", about.deepCopy()), new ArrayList<>(), new ArrayList<>())
                    .path("result");
            switch (seen.path("status").asText()) {
                case "working" -> {
                    // looked at again
                }
                case "input_required" -> {
                    ObjectNode update = about.deepCopy();
                    ObjectNode responses = update.putObject("inputResponses");
                    for (Map.Entry<String, JsonNode> input :
                            seen.path("inputRequests").properties()) {
                        responses.set(input.getKey(), answerTo(input.getValue()));
                    }
                    ask("tasks/update", update);
                }
                default -> {
                    return seen;
                }
            }
        }
    }

    /** Sends the same request several times in one body. */
    JsonNode batch(String method, ObjectNode params, int times) throws Exception {
        List<ObjectNode> messages = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            messages.add(message(method, params));
        }
        return exchange(JSON.valueToTree(messages), new ArrayList<>(), new ArrayList<>());
    }

    private JsonNode exchange(JsonNode message, List<JsonNode> notifications, List<JsonNode> questions)
            throws Exception {
        HttpResponse<Stream<String>> response = send(post(message), HttpResponse.BodyHandlers.ofLines());
        try (Stream<String> lines = response.body()) {
            boolean events =
                    response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
            for (String line : (Iterable<String>) lines::iterator) {
                if (events && !line.startsWith("data: ")) {
                    continue;
                }
                JsonNode heard = JSON.readTree(events ? line.substring(6) : line);
                if (!heard.has("method")) {
                    return heard;
                }
                if (heard.has("id")) {
                    questions.add(heard);
                    ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
                    answer.set("id", heard.path("id"));
                    answer.set("result", answerTo(heard));
                    send(post(answer), HttpResponse.BodyHandlers.discarding());
                } else {
                    notifications.add(heard);
                }
            }
        }
        throw new IOException("no answer, HTTP status " + response.statusCode());
    }

    private JsonNode answerTo(JsonNode question) {
        if (!thinking.isZero()) {
            Instant soonest = Instant.now().plus(thinking);
            Awaitility.await().until(() -> Instant.now().isAfter(soonest));
        }
        String method = question.path("method").asText();
        String mode = question.at("/params/mode").asText("form");
        try {
            return JSON.readTree(ANSWERS.get(method.equals("elicitation/create") ? mode : method));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Makes a request that nobody answers; what it returns takes it back as this revision does. */
    Runnable begin(String id, String method, ObjectNode params) throws Exception {
        ObjectNode message = message(method, params).put("id", id);
        CompletableFuture<?> running = HTTP.sendAsync(post(message).build(), HttpResponse.BodyHandlers.ofString());
        return () -> {
            if (revision.isModern()) {
                running.cancel(true);
                return;
            }
            ObjectNode cancelled =
                    JSON.createObjectNode().put("jsonrpc", "2.0").put("method", "notifications/cancelled");
            cancelled.putObject("params").put("requestId", id);
            try {
                send(post(cancelled), HttpResponse.BodyHandlers.discarding());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
    }
}
