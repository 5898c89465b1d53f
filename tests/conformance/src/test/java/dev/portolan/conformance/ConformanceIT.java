package dev.portolan.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.conformance.judge.BearerProxy;
import dev.portolan.conformance.judge.Judge;
import dev.portolan.conformance.judge.WhereThereIsNpm;
import dev.portolan.mcp.JsonLimits;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.suite.RunningSuite;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The gateway conforms: the official suite through the whole of Portolan as {@code ./portolan up} starts it, with
 * authentication, policy and audit on, next to the connectors that are always there.
 */
@ExtendWith(WhereThereIsNpm.class)
class ConformanceIT {
    private static final String ENDPOINT = "/mcp/c/suite";

    private static Judge judge;
    private static SuiteConnector fixture;
    private static RunningSuite suite;
    private static BearerProxy alice;
    private static BearerProxy balanced;

    @BeforeAll
    static void start() {
        judge = Judge.fromNpm();
        fixture = SuiteConnector.start(0, Clock.systemUTC());
        suite = RunningSuite.start(Map.of("suite", fixture.url(), "old", fixture.legacyUrl()), 2);
        String token = suite.token("alice");
        alice = new BearerProxy(List.of(gateway(1)), token);
        balanced = new BearerProxy(List.of(gateway(1), gateway(2)), token);
    }

    /** By its number, as the suite does: the public name of the gateway is localhost. */
    private static URI gateway(int replica) {
        return URI.create(suite.gateway(replica).replace("localhost", "127.0.0.1"));
    }

    @AfterAll
    static void stop() {
        Stream.of(alice, balanced).filter(Objects::nonNull).forEach(BearerProxy::close);
        if (suite != null) {
            suite.close();
        }
        if (fixture != null) {
            fixture.close();
        }
    }

    /** Through two replicas that are like one: each request goes to another than the one before. */
    @TestFactory
    Stream<DynamicTest> conformsTo20260728() {
        return ScoredScenarios.OF_2026_07_28.judgedBy(judge, "gateway", balanced.url(ENDPOINT));
    }

    @TestFactory
    Stream<DynamicTest> conformsTo20251125() {
        return ScoredScenarios.OF_2025_11_25.judgedBy(judge, "gateway", balanced.url(ENDPOINT));
    }

    /** A connector of the older era waits on one replica for what the client brings to the other. */
    @Test
    void aCallThatWaitsOnOneReplicaGoesOnThroughTheOther() {
        String url = balanced.url("/mcp/c/old");
        String arguments = "{\"message\":\"Who are you?\"}";
        for (int round = 0; round < 3; round++) {
            JsonObject asked = result(send(modern(url, "test_elicitation", arguments)));
            assertThat(asked.text("resultType")).isEqualTo("input_required");
            String name = String.join("", asked.get("inputRequests").members().names());
            String given = """
                    ,"requestState":"%s","inputResponses":{"%s":{"action":"accept",
                     "content":{"username":"ada","email":"ada@example.com"}}}""".formatted(asked.text("requestState"), name);

            HttpResponse<String> answered = send(modern(url, "test_elicitation", arguments + given));

            assertThat(answered.body()).contains("User response").contains("ada@example.com");
        }
    }

    @Test
    void nobodyIsServedWithoutAToken() {
        assertThat(send(modern(suite.gateway() + ENDPOINT, "greet", "{\"name\":\"World\"}"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void theSuiteIsFederatedNextToTwoOtherConnectors() {
        String federated = alice.url("/mcp");

        assertThat(send(modern(federated, "suite_greet", "{\"name\":\"World\"}"))
                        .body())
                .contains("Hello, World!");
        assertThat(send(modern(federated, "db_list_sources", "{}")).body()).contains("shop");
        assertThat(send(modern(federated, "github_list_issues", "{\"owner\":\"acme\",\"repo\":\"storefront\"}"))
                        .body())
                .contains("\"structuredContent\"");
    }

    @Test
    void whatTheSuiteCallsIsRecorded() {
        send(modern(alice.url(ENDPOINT), "test_simple_text", "{}"));

        String records = send(HttpRequest.newBuilder(
                                URI.create(suite.audit() + "/audit/records?person=alice&tool=test_simple_text&limit=2"))
                        .header("Authorization", "Bearer " + suite.token("carol"))
                        .build())
                .body();

        assertThat(records)
                .contains("\"kind\":\"outcome\"", "\"kind\":\"intent\"")
                .contains("\"connector\":\"suite\"", "\"rule\":\"engineering-everything\"");
    }

    private static JsonObject result(HttpResponse<String> response) {
        String body = response.body();
        String json = body.startsWith("{") ? body : body.substring(body.lastIndexOf("data: ") + "data: ".length());
        JsonSlice result = JsonSlice.parse(json.strip().getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT)
                .member("result");
        assertThat(result).as(body).isNotNull();
        return result.members();
    }

    private static HttpRequest modern(String url, String tool, String arguments) {
        String body = """
                {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"%s","arguments":%s,
                 "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",
                          "io.modelcontextprotocol/clientCapabilities":{"elicitation":{}}}}}""".formatted(tool, arguments);
        return HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", "tools/call")
                .header("Mcp-Name", tool)
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
