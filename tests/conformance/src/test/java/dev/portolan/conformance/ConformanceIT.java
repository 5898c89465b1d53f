package dev.portolan.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.conformance.judge.BearerProxy;
import dev.portolan.conformance.judge.Judge;
import dev.portolan.conformance.judge.WhereThereIsNpm;
import dev.portolan.e2e.process.RunningSuite;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
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

    @BeforeAll
    static void start() {
        judge = Judge.fromNpm();
        fixture = SuiteConnector.start(0, Clock.systemUTC());
        suite = RunningSuite.start(Map.of("suite", fixture.url()));
        // by its number, as the suite does: the public name of the gateway is localhost
        URI gateway = URI.create(suite.gateway().replace("localhost", "127.0.0.1"));
        alice = new BearerProxy(gateway, suite.token("alice"));
    }

    @AfterAll
    static void stop() {
        if (alice != null) {
            alice.close();
        }
        if (suite != null) {
            suite.close();
        }
        if (fixture != null) {
            fixture.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> conformsTo20260728() {
        return ScoredScenarios.OF_2026_07_28.judgedBy(judge, "gateway", alice.url(ENDPOINT));
    }

    @TestFactory
    Stream<DynamicTest> conformsTo20251125() {
        return ScoredScenarios.OF_2025_11_25.judgedBy(judge, "gateway", alice.url(ENDPOINT));
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

    private static HttpRequest modern(String url, String tool, String arguments) {
        String body = """
                {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"%s","arguments":%s,
                 "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",
                          "io.modelcontextprotocol/clientCapabilities":{}}}}""".formatted(tool, arguments);
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
