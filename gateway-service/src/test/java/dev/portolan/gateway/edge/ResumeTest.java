package dev.portolan.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client of a session whose connection breaks off in the middle of a call comes back for what it missed. */
@QuarkusTest
@WithTestResource(
        value = GatewayResource.class,
        initArgs = @ResourceArg(name = GatewayResource.DEADLINE, value = "40s"))
class ResumeTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String PROGRESS = "notifications/progress";

    @TestHTTPResource("/mcp")
    URI endpoint;

    @Inject
    Event<ShutdownDelayInitiatedEvent> stopping;

    GatewayResource.Surroundings around;

    private final String id = UUID.randomUUID().toString();
    private String session = "";

    @BeforeEach
    void aSession() throws Exception {
        session = session("2025-11-25");
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            String listed = new String(
                    HTTP.send(post(request("look", "tools/list", "")), HttpResponse.BodyHandlers.ofInputStream())
                            .body()
                            .readAllBytes());
            return listed.contains("new_do") && listed.contains("old_do");
        });
        around.modern().holdAnswers();
        around.legacy().holdAnswers();
    }

    @AfterEach
    void nothingIsHeldBack() {
        around.modern().letAnswersGo();
        around.legacy().letAnswersGo();
    }

    private String session(String revision) throws Exception {
        session = "";
        return HTTP.send(
                        post(request(
                                "i",
                                "initialize",
                                "\"protocolVersion\":\"" + revision + "\",\"capabilities\":{\"elicitation\":{}},"
                                        + "\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}")),
                        HttpResponse.BodyHandlers.ofString())
                .headers()
                .firstValue("Mcp-Session-Id")
                .orElseThrow();
    }

    private HttpRequest.Builder inSession(String subject) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofSeconds(60))
                .header("User-Agent", id)
                .header("Authorization", "Bearer " + around.token("engineering", subject));
        return session.isEmpty() ? request : request.header("Mcp-Session-Id", session);
    }

    private HttpRequest post(String body) {
        return inSession("somebody")
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static String request(String id, String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":\"" + id + "\",\"method\":\"" + method + "\",\"params\":{" + params + "}}";
    }

    private static String called(String tool, String what) {
        return "\"name\":\"" + tool + "\",\"arguments\":{\"what\":\"" + what + "\"}";
    }

    private EventStream call(String params) throws Exception {
        HttpResponse<InputStream> response =
                HTTP.send(post(request(id, "tools/call", params)), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        return new EventStream(response);
    }

    private HttpRequest get(String subject, String accept, String lastEventId) {
        return inSession(subject)
                .header("Accept", accept)
                .header("Last-Event-ID", lastEventId)
                .GET()
                .build();
    }

    private EventStream resume(String lastEventId) throws Exception {
        HttpResponse<InputStream> response =
                HTTP.send(get("somebody", "text/event-stream", lastEventId), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        return new EventStream(response);
    }

    private int status(String subject, String accept, String lastEventId) throws Exception {
        return HTTP.send(get(subject, accept, lastEventId), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofSeconds(30));
    }

    private static String firstId(EventStream stream) {
        eventually().until(() -> !stream.ids().isEmpty());
        return stream.ids().get(0);
    }

    /** What a stream that has ended carried. */
    private static List<JsonNode> all(EventStream stream) {
        eventually().until(stream::hasEnded);
        return List.copyOf(stream.frames());
    }

    private static JsonNode last(EventStream stream) {
        List<JsonNode> all = all(stream);
        return all.get(all.size() - 1);
    }

    private void isDone(JsonNode answer) {
        assertThat(answer.path("id").asText()).isEqualTo(id);
        assertThat(answer.at("/result/content/0/text").asText()).isEqualTo("done");
    }

    @Test
    void aCallThatTakesLongIsAnsweredAsAStreamThatBeginsWithAnId() throws Exception {
        try (EventStream stream = call(called("old_do", "hold"))) {
            firstId(stream);
            assertThat(stream.frames()).isEmpty();
            assertThat(stream.retry()).isEqualTo("1000");

            around.legacy().letAnswersGo();

            assertThat(all(stream)).hasSize(1);
            isDone(last(stream));
            assertThat(stream.ids()).hasSize(2).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"new_do", "old_do"})
    void whoseConnectionBrokeOffGetsTheAnswerWhenComingBack(String tool) throws Exception {
        String first;
        try (EventStream stream = call(called(tool, "hold"))) {
            first = firstId(stream);
        }
        around.modern().letAnswersGo();
        around.legacy().letAnswersGo();

        try (EventStream again = resume(first)) {
            isDone(last(again));
        }
        assertThat(around.audit().of(id).stream().map(e -> e.path("kind").asText()))
                .containsExactly("intent", "outcome");
        eventually().untilAsserted(() -> assertThat(around.audit().outcomes("GET", id))
                .contains("intent  0", "outcome success 1"));
    }

    @Test
    void nothingIsToldTwiceAndNothingIsMissed() throws Exception {
        String token = ",\"_meta\":{\"progressToken\":\"p\"}";
        String second;
        try (EventStream stream = call(called("new_do", "hold") + token)) {
            eventually().until(() -> stream.ids().size() == 2);
            assertThat(stream.methods()).containsExactly(PROGRESS);
            second = stream.ids().get(1);
        }
        around.modern().letAnswersGo();

        try (EventStream again = resume(second)) {
            isDone(last(again));
            assertThat(again.methods()).containsExactly(PROGRESS, "");
            assertThat(again.frames().element().at("/params/progress").asInt()).isEqualTo(2);
        }
        try (EventStream third = resume(second)) {
            assertThat(all(third)).hasSize(2);
        }
    }

    @Test
    void whoComesBackTakesThePlaceOfTheFirstConnection() throws Exception {
        try (EventStream stream = call(called("new_do", "hold"));
                EventStream again = resume(firstId(stream))) {
            eventually().until(stream::hasEnded);
            around.modern().letAnswersGo();
            isDone(last(again));
            assertThat(stream.frames()).isEmpty();
        }
    }

    @Test
    void aQuestionIsAskedAgainOfWhoComesBack() throws Exception {
        String first;
        try (EventStream stream = call(called("old_do", "ask"))) {
            first = firstId(stream);
        }
        try (EventStream again = resume(first)) {
            eventually().until(() -> again.methods().contains("elicitation/create"));
            String question = again.frames().element().get("id").toString();
            String given = "{\"jsonrpc\":\"2.0\",\"id\":" + question
                    + ",\"result\":{\"action\":\"accept\",\"content\":{\"name\":\"Ada\"}}}";
            assertThat(HTTP.send(post(given), HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(202);
            assertThat(last(again).at("/result/content/0/text").asText()).isEqualTo("accept Ada");
        }
    }

    @Test
    void anEarlierRevisionComesBackByTheIdOfAMessage() throws Exception {
        session = session("2025-06-18");
        String token = ",\"_meta\":{\"progressToken\":\"p\"}";
        String first;
        try (EventStream stream = call(called("old_do", "hold") + token)) {
            first = firstId(stream);
            eventually().until(() -> stream.frames().size() == 1);
            assertThat(stream.retry()).isEmpty();
        }
        around.legacy().letAnswersGo();
        try (EventStream again = resume(first)) {
            isDone(last(again));
            assertThat(again.ids()).hasSize(2).doesNotContain(first);
        }
    }

    @Test
    void anAnswerIsForItsSessionAlone() throws Exception {
        try (EventStream stream = call(called("new_do", "hold"))) {
            String first = firstId(stream);
            assertThat(status("another", "text/event-stream", first)).isEqualTo(404);
            assertThat(status("somebody", "application/json", first)).isEqualTo(406);
            String mine = session;
            session = session("2025-11-25");
            assertThat(status("somebody", "text/event-stream", first)).isEqualTo(410);
            session = mine;
            assertThat(status("somebody", "text/event-stream", first.replaceFirst("[0-9]+$", "77")))
                    .isEqualTo(410);
            assertThat(status("somebody", "text/event-stream", "answer-0123456789abcdef-1"))
                    .isEqualTo(410);
            around.modern().letAnswersGo();
            isDone(last(stream));
        }
    }

    @Test
    void aSessionThatIsOverLeavesNothingToComeBackTo() throws Exception {
        String first;
        try (EventStream stream = call(called("new_do", "hold"))) {
            first = firstId(stream);
            HTTP.send(inSession("somebody").DELETE().build(), HttpResponse.BodyHandlers.discarding());
            around.modern().letAnswersGo();
            isDone(last(stream));
        }
        assertThat(status("somebody", "text/event-stream", first)).isEqualTo(404);
    }

    @Test
    void whatIsAnsweredAtOnceIsNoStream() throws Exception {
        HttpResponse<String> response =
                HTTP.send(post(request(id, "tools/list", "")), HttpResponse.BodyHandlers.ofString());

        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(JSON.readTree(response.body()).path("id").asText()).isEqualTo(id);
    }

    /** Here because a gateway that stops takes no sockets any more, which classes that share another one need. */
    @Test
    void streamsEndInGoodOrderWhenTheGatewayStops() throws Exception {
        String token = around.token("engineering");
        try (ListeningClient modern = new ListeningClient(endpoint, token, true, List.of());
                ListeningClient legacy = new ListeningClient(endpoint, token, false, List.of())) {
            eventually().until(() -> !modern.told().isEmpty());

            stopping.fire(new ShutdownDelayInitiatedEvent());

            eventually().until(() -> modern.hasEnded() && legacy.hasEnded());
            assertThat(modern.last()).contains("\"resultType\":\"complete\"", "subscriptionId");
        }
    }
}
