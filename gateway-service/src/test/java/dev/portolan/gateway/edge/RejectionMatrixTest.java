package dev.portolan.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whoever is turned away leaves exactly one record of the end, and it says what the client was told. What is recorded
 * of each is the table in docs/reference/rejections.md: the test fails when it is another.
 */
@QuarkusTest
@WithTestResource(RejectionResource.class)
class RejectionMatrixTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "rejections.md");
    private static final String TABLE = "| What is wrong |";
    private static final String REGENERATE = "mvn -pl gateway-service -am test -Dtest=RejectionMatrixTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dupdate.docs=true";

    @TestHTTPResource("/mcp")
    URI endpoint;

    GatewayResource.Surroundings around;

    private final Set<String> seen = new HashSet<>();
    private final List<String> failures = new ArrayList<>();

    @BeforeEach
    void untilThereIsSomethingToCall() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> Door.HTTP.message(way(), list()).code() == 0
                        && around.modern().headers().stream()
                                .anyMatch(headers -> headers.getOrDefault("Mcp-method", List.of())
                                        .contains("tools/list")));
    }

    private static String list() {
        return SseClient.request(
                "look",
                "tools/list",
                "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                        + "\"io.modelcontextprotocol/clientCapabilities\":{}}");
    }

    private Door.Way way() throws Exception {
        String token = around.token("engineering");
        return new Door.Way(endpoint, token, Door.session(endpoint, token), this::forget, this::untilAdmitted);
    }

    private void untilAdmitted() {
        Awaitility.await().until(() -> unseen().anyMatch(RejectionMatrixTest::isIntent));
    }

    private static boolean isIntent(JsonNode record) {
        return record.path("kind").asText().equals("intent");
    }

    private Stream<JsonNode> unseen() {
        return around.audit().all().stream()
                .filter(record -> !seen.contains(record.path("event_id").asText()));
    }

    private void forget() {
        around.audit().all().forEach(record -> seen.add(record.path("event_id").asText()));
    }

    private List<JsonNode> ends() {
        return unseen().filter(record -> !isIntent(record)).toList();
    }

    @Test
    void whoeverIsTurnedAwayLeavesExactlyOneRecord() throws Exception {
        Rejection.Tokens tokens = new Rejection.Tokens(
                around.issuer().token("http://localhost:7400/mcp", "late", "engineering", Duration.ofMinutes(-5)),
                around.issuer().token("http://elsewhere.example/mcp", "astray", "engineering"),
                around.token("strangers", "stranger"));
        StringBuilder table = new StringBuilder(TABLE);
        for (Door door : Door.values()) {
            table.append(' ').append(door.title()).append(" |");
        }
        table.append("\n|---|---|---|---|---|\n");
        Door.Way way = way();
        int cases = 0;
        for (Rejection rejection : Rejection.all(tokens)) {
            table.append("| ").append(rejection.name()).append(" |");
            for (Door door : Door.values()) {
                boolean applies = rejection.doors().contains(door);
                cases += applies ? 1 : 0;
                table.append(' ')
                        .append(applies ? recorded(rejection, door, way) : "")
                        .append(" |");
            }
            table.append('\n');
        }
        System.out.printf("%d rejections in all%n%s", cases, table);

        assertThat(failures).isEmpty();
        assertThat(ends()).as("records too many").isEmpty();
        String page = Files.readString(PAGE);
        if (Boolean.getBoolean("update.docs")) {
            page = page.substring(0, page.indexOf(TABLE)) + table;
            Files.writeString(PAGE, page);
        }
        assertThat(page).as("the page is behind; generate it: %s", REGENERATE).contains(table);
    }

    /** Whoever has no answer is on record a moment later. */
    private List<JsonNode> recorded() {
        try {
            return Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(10))
                    .atMost(Duration.ofSeconds(5))
                    .until(this::ends, ends -> !ends.isEmpty());
        } catch (ConditionTimeoutException never) {
            return List.of();
        }
    }

    private String recorded(Rejection rejection, Door door, Door.Way way) throws Exception {
        forget();
        Door.Told told = rejection.request().at(door, way);
        List<JsonNode> ends = recorded();
        forget();
        if (ends.isEmpty()) {
            failures.add(rejection.name() + ", " + door + ": told " + told + ", nothing recorded");
            return "";
        }
        JsonNode outcome = ends.get(0).path("outcome");
        if (ends.size() != 1) {
            failures.add(rejection.name() + ", " + door + ": " + ends.size() + " records: " + ends);
        }
        int status = outcome.path("http_status").asInt();
        int code = outcome.path("error_code").asInt();
        boolean differs = (told.status() != 0 && told.status() != 200 && told.status() != status)
                || (door.isModern() && told.code() != 0 && told.code() != code);
        if (differs) {
            failures.add(rejection.name() + ", " + door + ": told " + told + " but recorded " + outcome);
        }
        return "`" + outcome.path("reason").asText() + "` " + status + (code == 0 ? "" : " " + code);
    }
}
