package dev.portolan.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connector makes a task of a call; whoever made the call asks for the task, and nobody else does. */
@QuarkusTest
@WithTestResource(GatewayResource.class)
class TasksTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String TASKS = "{\"elicitation\":{},\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}";
    private static final String WHO = "\"status\":\"input_required\",\"inputRequests\":{\"who\":{\"method\":"
            + "\"elicitation/create\",\"params\":{\"message\":\"Who?\",\"requestedSchema\":{\"type\":\"object\","
            + "\"properties\":{\"name\":{\"type\":\"string\"}}}}}}";

    @TestHTTPResource("/mcp")
    URI endpoint;

    GatewayResource.Surroundings around;

    private final String id = UUID.randomUUID().toString();
    private String path = "";
    private String group = "engineering";
    private String subject = "somebody";
    private String capabilities = TASKS;

    @BeforeEach
    void untilTheConnectorIsListed() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> modern("tools/list", JSON.createObjectNode())
                .toString()
                .contains("new_do"));
        around.modern().task("\"status\":\"working\"");
        around.modern().calls().clear();
    }

    private HttpRequest.Builder post(JsonNode body) {
        return HttpRequest.newBuilder(URI.create(endpoint + path))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("Authorization", "Bearer " + around.token(group, subject))
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    }

    private ObjectNode request(String method, ObjectNode params) {
        ObjectNode request =
                JSON.createObjectNode().put("jsonrpc", "2.0").put("id", id).put("method", method);
        request.set("params", params);
        return request;
    }

    private JsonNode modern(String method, ObjectNode params) throws Exception {
        params.putObject("_meta")
                .put("io.modelcontextprotocol/protocolVersion", "2026-07-28")
                .set("io.modelcontextprotocol/clientCapabilities", JSON.readTree(capabilities));
        HttpRequest.Builder request = post(request(method, params))
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", method);
        JsonNode named = params.has("name") ? params.path("name") : params.path("taskId");
        if (!named.isMissingNode()) {
            request.header("Mcp-Name", named.asText());
        }
        String body =
                HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
        return JSON.readTree(body);
    }

    private EventStream listening(String... tasks) throws Exception {
        ObjectNode params = JSON.createObjectNode();
        params.putObject("notifications").set("taskIds", JSON.valueToTree(tasks));
        params.putObject("_meta")
                .put("io.modelcontextprotocol/protocolVersion", "2026-07-28")
                .set("io.modelcontextprotocol/clientCapabilities", JSON.readTree(capabilities));
        HttpRequest.Builder request = post(request("subscriptions/listen", params))
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", "subscriptions/listen");
        EventStream stream = new EventStream(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
        Awaitility.await().until(() -> !stream.frames().isEmpty());
        return stream;
    }

    private static List<String> told(EventStream stream) {
        return stream.frames().stream()
                .filter(frame -> frame.path("method").asText().equals("notifications/tasks"))
                .map(frame -> frame.at("/params/status").asText())
                .toList();
    }

    private static ObjectNode calling(String tool) {
        ObjectNode params = JSON.createObjectNode().put("name", tool);
        params.putObject("arguments").put("what", "task");
        return params;
    }

    private static ObjectNode about(String task) {
        return JSON.createObjectNode().put("taskId", task);
    }

    private String created() throws Exception {
        return modern("tools/call", calling("new_do")).at("/result/taskId").asText();
    }

    private List<JsonNode> intents() {
        return around.audit().of(id).stream()
                .filter(e -> e.path("kind").asText().equals("intent"))
                .toList();
    }

    private JsonNode lastAtConnector() {
        return List.copyOf(around.modern().calls()).get(around.modern().calls().size() - 1);
    }

    @Test
    void aTaskIsPassedUnderASealedIdAndAskedForByIt() throws Exception {
        JsonNode task = modern("tools/call", calling("new_do")).path("result");
        String sealed = task.path("taskId").asText();

        assertThat(task.path("resultType").asText()).isEqualTo("task");
        assertThat(task.path("status").asText()).isEqualTo("working");
        assertThat(sealed).isNotEmpty().doesNotContain(StubConnector.TASK);
        assertThat(task.path("ttlMs").asLong())
                .as("as long as the id is good")
                .isEqualTo(Duration.ofDays(7).toMillis());

        around.modern().task(around.modern().completed());
        JsonNode ended = modern("tasks/get", about(sealed)).path("result");

        assertThat(ended.path("resultType").asText()).isEqualTo("complete");
        assertThat(ended.path("taskId").asText()).isEqualTo(sealed);
        assertThat(ended.at("/result/content/1/uri").asText()).isEqualTo("new+file:///a");
        assertThat(lastAtConnector().at("/params/taskId").asText()).isEqualTo(StubConnector.TASK);
        assertThat(around.modern().headers())
                .anyMatch(h -> List.of(StubConnector.TASK).equals(h.get("Mcp-name")));
        JsonNode call = intents().get(0);
        JsonNode get = intents().get(1);
        assertThat(get.at("/target/name").asText()).isEqualTo("new_do");
        assertThat(get.at("/request/method").asText()).isEqualTo("tasks/get");
        assertThat(get.at("/arguments/json").asText())
                .contains(call.path("call_id").asText());
    }

    @Test
    void whatATaskAsksForIsAnsweredByAnUpdate() throws Exception {
        String sealed = created();
        around.modern().task(WHO);

        assertThat(modern("tasks/get", about(sealed))
                        .at("/result/inputRequests/who/method")
                        .asText())
                .isEqualTo("elicitation/create");

        ObjectNode update = about(sealed);
        update.putObject("inputResponses").putObject("who").put("action", "decline");
        JsonNode told = modern("tasks/update", update);

        assertThat(told.at("/result/resultType").asText()).as(told.toString()).isEqualTo("complete");
        assertThat(lastAtConnector().at("/params/inputResponses/who/action").asText())
                .isEqualTo("decline");
        assertThat(modern("tasks/cancel", about(sealed))
                        .at("/result/resultType")
                        .asText())
                .isEqualTo("complete");
        assertThat(lastAtConnector().path("method").asText()).isEqualTo("tasks/cancel");
    }

    @Test
    void aTaskThatFailedTellsNothingForeign() throws Exception {
        String sealed = created();
        around.modern()
                .task("\"status\":\"failed\",\"error\":{\"code\":-32603,\"message\":\"" + StubConnector.FOREIGN
                        + "\",\"data\":{\"trace\":\"" + StubConnector.FOREIGN + "\"}}");

        JsonNode failed = modern("tasks/get", about(sealed));

        assertThat(failed.at("/result/error/code").asInt()).isEqualTo(-32603);
        assertThat(failed.toString()).doesNotContain(StubConnector.FOREIGN);
    }

    @Test
    void whoListensForATaskIsToldWhatBecameOfItAsIfItHadAsked() throws Exception {
        String sealed = created();
        try (EventStream stream = listening(sealed, "invented")) {
            assertThat(stream.frames().element().at("/params/notifications").toString())
                    .isEqualTo("{\"taskIds\":[\"" + sealed + "\"]}");
            Awaitility.await().until(() -> told(stream).equals(List.of("working")));
            assertThat(around.modern().watched()).containsExactly(StubConnector.TASK);

            around.modern().task(around.modern().completed());
            around.modern().taskChanged();

            Awaitility.await().until(() -> told(stream).equals(List.of("working", "completed")));
            JsonNode last = List.copyOf(stream.frames()).get(2);
            assertThat(last.at("/params/taskId").asText()).isEqualTo(sealed);
            assertThat(last.at("/params/result/content/1/uri").asText()).isEqualTo("new+file:///a");
            assertThat(last.at("/params/_meta/io.modelcontextprotocol~1subscriptionId")
                            .asText())
                    .isEqualTo(id);
            assertThat(last.toString()).doesNotContain(StubConnector.FOREIGN, "\"" + StubConnector.TASK + "\"");
        }
        assertThat(intents())
                .extracting(e -> e.at("/request/method").asText())
                .containsExactly("tools/call", "subscriptions/listen", "tasks/get", "tasks/get");
        Awaitility.await().until(() -> around.modern().watched().isEmpty());
    }

    @Test
    void whatATaskCameToBetweenAskingForItAndListeningIsToldToo() throws Exception {
        String sealed = created();
        around.modern().task(around.modern().completed());

        try (EventStream stream = listening(sealed)) {
            Awaitility.await().until(() -> told(stream).equals(List.of("completed")));
        }
    }

    @Test
    void anothersTaskIsNotListenedFor() throws Exception {
        String sealed = created();
        subject = "somebody-else";

        try (EventStream stream = listening(sealed)) {
            assertThat(stream.frames().element().at("/params/notifications").toString())
                    .isEqualTo("{}");
        }
        assertThat(around.modern().watched()).isEmpty();
    }

    private String slow() throws Exception {
        around.legacy().offerSlow();
        around.legacy().task("\"status\":\"working\"");
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> modern("tools/list", JSON.createObjectNode())
                .toString()
                .contains("old_slow"));
        around.legacy().calls().clear();
        return "old_slow";
    }

    private JsonNode lastAtOldConnector() {
        return List.copyOf(around.legacy().calls()).get(around.legacy().calls().size() - 1);
    }

    @Test
    void aToolOfTheOlderEraThatRunsAsATaskIsOneOfTheNewest() throws Exception {
        String slow = slow();
        assertThat(modern("tools/list", JSON.createObjectNode()).toString()).doesNotContain("execution");

        JsonNode task = modern("tools/call", calling(slow)).path("result");
        String sealed = task.path("taskId").asText();

        assertThat(task.path("resultType").asText()).isEqualTo("task");
        assertThat(task.path("ttlMs").asLong()).isEqualTo(60_000);
        assertThat(task.path("pollIntervalMs").asLong()).isEqualTo(10);
        assertThat(task.has("ttl")).isFalse();
        assertThat(lastAtOldConnector().at("/params/task/ttl").asLong())
                .isEqualTo(Duration.ofHours(1).toMillis());

        around.legacy().task(around.legacy().completed());
        JsonNode ended = modern("tasks/get", about(sealed)).path("result");

        assertThat(ended.path("status").asText()).isEqualTo("completed");
        assertThat(ended.path("taskId").asText()).isEqualTo(sealed);
        assertThat(ended.at("/result/content/1/uri").asText()).isEqualTo("old+file:///a");
        assertThat(ended.toString()).doesNotContain("related-task", "\"" + StubConnector.TASK + "\"");
        assertThat(modern("tasks/cancel", about(sealed))
                        .at("/result/resultType")
                        .asText())
                .isEqualTo("complete");
        assertThat(lastAtOldConnector().path("method").asText()).isEqualTo("tasks/cancel");
    }

    @Test
    void whatATaskOfTheOlderEraAsksIsAskedOnceAndAnsweredByAnUpdate() throws Exception {
        String sealed =
                modern("tools/call", calling(slow())).at("/result/taskId").asText();
        around.legacy().task("\"status\":\"input_required\"");

        JsonNode asked = modern("tasks/get", about(sealed)).at("/result/inputRequests");
        assertThat(modern("tasks/get", about(sealed)).at("/result/inputRequests"))
                .isEqualTo(asked);
        assertThat(asked.size()).isEqualTo(1);
        assertThat(asked.iterator().next().at("/params/message").asText()).isEqualTo("[old] Who?");
        assertThat(asked.toString()).doesNotContain("related-task");

        ObjectNode stray = about(sealed);
        stray.putObject("inputResponses").putObject("nobody-asked").put("action", "accept");
        assertThat(modern("tasks/update", stray).at("/result/resultType").asText())
                .isEqualTo("complete");
        ObjectNode update = about(sealed);
        update.putObject("inputResponses")
                .putObject(asked.fieldNames().next())
                .put("action", "accept")
                .putObject("content")
                .put("name", "Ada");
        assertThat(modern("tasks/update", update).at("/result/resultType").asText())
                .isEqualTo("complete");

        Awaitility.await().until(() -> modern("tasks/get", about(sealed))
                .at("/result/result/content/0/text")
                .asText()
                .equals("accept Ada"));
    }

    @Test
    void aTaskOfTheOlderEraThatFailedOrIsForgottenTellsNothingForeign() throws Exception {
        String sealed =
                modern("tools/call", calling(slow())).at("/result/taskId").asText();
        around.legacy().task("\"status\":\"failed\",\"error\":{}");

        JsonNode failed = modern("tasks/get", about(sealed)).path("result");
        assertThat(failed.path("status").asText()).isEqualTo("failed");
        assertThat(failed.at("/error/code").asInt()).isEqualTo(-32603);
        assertThat(failed.toString()).doesNotContain(StubConnector.FOREIGN);

        around.legacy().forgetSessions();
        assertThat(modern("tasks/get", about(sealed)).at("/error/message").asText())
                .startsWith("Unknown task: ");
    }

    @Test
    void aClientThatDidNotDeclareTasksGetsWhatSuchATaskComesTo() throws Exception {
        String slow = slow();
        capabilities = "{}";
        around.legacy().task(around.legacy().completed());

        JsonNode answer = modern("tools/call", calling(slow));

        assertThat(answer.at("/result/content/1/uri").asText()).isEqualTo("old+file:///a");
        assertThat(answer.at("/result/resultType").asText()).isEqualTo("complete");
        assertThat(intents())
                .extracting(e -> e.at("/request/method").asText())
                .containsExactly("tools/call", "tasks/get");
    }

    @Test
    void aClientThatDidNotDeclareTasksCannotBeAskedInTheMiddleOfOne() throws Exception {
        String slow = slow();
        capabilities = "{\"elicitation\":{}}";
        around.legacy().task("\"status\":\"input_required\"");

        JsonNode error = modern("tools/call", calling(slow)).path("error");

        assertThat(error.path("code").asInt()).as(error.toString()).isEqualTo(-32021);
        assertThat(error.at("/data/requiredCapabilities/extensions").has("io.modelcontextprotocol/tasks"))
                .isTrue();
        assertThat(lastAtOldConnector().path("method").asText()).isEqualTo("tasks/cancel");
    }

    @Test
    void whoAskedToHearOfProgressHearsThatATaskGoesOn() throws Exception {
        String slow = slow();
        capabilities = "{}";
        ObjectNode params = calling(slow);
        params.putObject("_meta")
                .put("io.modelcontextprotocol/protocolVersion", "2026-07-28")
                .put("progressToken", "mine")
                .putObject("io.modelcontextprotocol/clientCapabilities");
        HttpRequest request = post(request("tools/call", params))
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", "tools/call")
                .header("Mcp-Name", slow)
                .build();
        try (EventStream stream = new EventStream(HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream()))) {
            Awaitility.await().until(() -> stream.frames().size() >= 2);
            around.legacy().task(around.legacy().completed());
            Awaitility.await().until(() -> stream.frames().stream().anyMatch(f -> f.has("result")));

            List<Integer> progress = stream.frames().stream()
                    .filter(f -> f.at("/params/progressToken").asText().equals("mine"))
                    .map(f -> f.at("/params/progress").asInt())
                    .toList();
            assertThat(progress).hasSizeGreaterThanOrEqualTo(2).isSorted().doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasks/list", "tasks/result", "tasks/cancel"})
    void aClientOfTheOlderEraHasNoTasks(String method) throws Exception {
        assertThat(legacy(request(method, about("t"))).at("/error/code").asInt())
                .isEqualTo(-32601);
    }

    @ParameterizedTest
    @ValueSource(strings = {"altered", "another caller's", "another endpoint's", "not permitted any more", "invented"})
    void idsThatAreNotTheCallersOwnAreAllUnknownAlike(String how) throws Exception {
        String sealed = created();
        String given = sealed;
        switch (how) {
            case "altered" -> given = (sealed.charAt(0) == 'A' ? "B" : "A") + sealed.substring(1);
            case "another caller's" -> subject = "somebody-else";
            case "another endpoint's" -> path = "/c/new";
            case "not permitted any more" -> group = "nobody";
            default -> given = StubConnector.TASK;
        }
        int before = around.modern().calls().size();

        for (String method : List.of("tasks/get", "tasks/update", "tasks/cancel")) {
            JsonNode error = modern(method, about(given)).path("error");

            assertThat(error.path("code").asInt()).isEqualTo(-32602);
            assertThat(error.path("message").asText()).startsWith("Unknown task: ");
            assertThat(error.size()).isEqualTo(2);
        }
        assertThat(around.modern().calls()).hasSize(before);
    }

    @Test
    void aClientThatDidNotDeclareTasksIsToldWhatItLacks() throws Exception {
        String sealed = created();
        capabilities = "{}";

        for (JsonNode error : List.of(
                modern("tools/call", calling("new_do")).path("error"),
                modern("tasks/get", about(sealed)).path("error"),
                modern("tasks/cancel", about("no task")).path("error"))) {
            assertThat(error.path("code").asInt()).isEqualTo(-32021);
            assertThat(error.at("/data/requiredCapabilities/extensions").has("io.modelcontextprotocol/tasks"))
                    .isTrue();
        }
    }

    @Test
    void theExtensionIsAnnouncedWhereAConnectorHasIt() throws Exception {
        String extensions = "/result/capabilities/extensions";
        assertThat(modern("server/discover", JSON.createObjectNode())
                        .at(extensions)
                        .has("io.modelcontextprotocol/tasks"))
                .isTrue();
        path = "/c/dead";
        assertThat(modern("server/discover", JSON.createObjectNode())
                        .at(extensions)
                        .isMissingNode())
                .isTrue();
    }

    @Test
    void aClientOfTheOlderEraGetsWhatTheTaskComesTo() throws Exception {
        around.modern().task(around.modern().completed());
        JsonNode answer = legacy(request("tools/call", calling("new_do")));

        assertThat(answer.at("/result/content/1/uri").asText()).isEqualTo("new+file:///a");
        assertThat(answer.path("result").has("taskId")).isFalse();
        assertThat(intents())
                .extracting(e -> e.at("/request/method").asText())
                .containsExactly("tools/call", "tasks/get");
    }

    @Test
    void aClientOfTheOlderEraCannotAskForTasks() throws Exception {
        String sealed = created();

        assertThat(legacy(request("tasks/get", about(sealed))).at("/error/code").asInt())
                .isEqualTo(-32601);
    }

    private JsonNode legacy(ObjectNode request) throws Exception {
        ObjectNode params = JSON.createObjectNode().put("protocolVersion", "2025-11-25");
        params.putObject("capabilities");
        params.putObject("clientInfo").put("name", "t").put("version", "1");
        ObjectNode opening = request("initialize", params);
        opening.put("id", "opening");
        String session = HTTP.send(post(opening).build(), HttpResponse.BodyHandlers.ofString())
                .headers()
                .firstValue("Mcp-Session-Id")
                .orElseThrow();
        HttpRequest.Builder inSession =
                post(request).header("MCP-Protocol-Version", "2025-11-25").header("Mcp-Session-Id", session);
        String body = HTTP.send(inSession.build(), HttpResponse.BodyHandlers.ofString())
                .body();
        return LastMessage.of(body);
    }
}
