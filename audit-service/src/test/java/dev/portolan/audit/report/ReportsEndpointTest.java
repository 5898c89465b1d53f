package dev.portolan.audit.report;

import static dev.portolan.audit.testing.Api.find;
import static dev.portolan.audit.testing.Api.ingest;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.testing.Api;
import dev.portolan.audit.testing.Events;
import dev.portolan.audit.testing.RandomEvents;
import dev.portolan.audit.testing.Surroundings;
import dev.portolan.audit.testing.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ReportsEndpointTest {

    private static final List<AuditEvent> EVENTS = new ArrayList<>();

    @BeforeAll
    static void events() {
        if (EVENTS.isEmpty()) {
            RandomEvents source = new RandomEvents(7, "reported ", Instant.parse("2024-04-10T00:00:00Z"), 3 * 86_400);
            for (int i = 0; i < 400; i++) {
                EVENTS.add(source.next());
            }
        }
    }

    static Stream<String> names() {
        return Reports.all().stream().map(Report::name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyReportAnswersInBothFormatsAndIsOnRecord(String name) {
        JsonNode answer = Api.json(run(name, "limit", "3"));

        String csv = run(name, "limit", "3", "format", "csv")
                .statusCode(200)
                .contentType("text/csv")
                .extract()
                .asString();

        assertThat(csv.split("\r\n", -1)[0]).matches("[a-z0-9_]+(,[a-z0-9_]+)*");
        assertThat(answer.at("/rows").size()).isLessThanOrEqualTo(3);
        JsonNode look = Api.json(find("target", "/audit/reports/" + name, "limit", "1"));
        assertThat(look.at("/records/0/actor/name").asText()).isEqualTo("carol");
        // what may name a person is not in the log
        assertThat(look.at("/records/0/event/arguments/json").asText().contains("\"format\":\"csv\""))
                .isEqualTo(!name.equals("person-activity"));
    }

    @Test
    void theListSaysWhatToAskAndHow() {
        JsonNode list = Api.json(Api.carol().get("/audit/reports").then());

        assertThat(list.size()).isEqualTo((int) names().count());
        assertThat(list.findValuesAsText("question")).allMatch(question -> question.endsWith("?"));
        assertThat(list.at("/0/parameters/0/name").asText()).isEqualTo("connector");
        assertThat(list.at("/0/sql").isMissingNode()).isTrue();
    }

    @Test
    void whoCalledAToolIsCountedAsInTheEvents() {
        ingest(EVENTS.toArray(AuditEvent[]::new));
        String connector = "reported connector1";
        List<AuditEvent> expected = EVENTS.stream()
                .filter(event -> event.kind() != AuditEvent.Kind.INTENT)
                .filter(event -> event.target().connector().equals(connector))
                .filter(event -> event.target().type() == dev.portolan.audit.event.Target.Type.TOOL)
                .filter(event -> event.target().name().equals("target_1"))
                .toList();

        JsonNode answer = Api.json(span("tool-callers", "connector", connector, "tool", "target_1"));

        assertThat(sum(answer, "calls")).isEqualTo(calls(expected)).isPositive();
        assertThat(sum(answer, "denied"))
                .isEqualTo(calls(expected.stream()
                        .filter(event -> event.outcome().code() == Outcome.Code.DENIED)
                        .toList()));
    }

    @Test
    void aPagedReportGivesEachRecordOnceNewestFirst() {
        ingest(EVENTS.toArray(AuditEvent[]::new));
        List<String> expected = EVENTS.stream()
                .filter(event -> event.outcome().code() == Outcome.Code.DENIED)
                .map(event -> event.eventId().toString())
                .sorted(java.util.Comparator.reverseOrder())
                .toList();

        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = Api.json(
                    cursor.isEmpty()
                            ? span("denied-calls", "limit", "7")
                            : span("denied-calls", "limit", "7", "cursor", cursor));
            page.at("/rows").forEach(row -> seen.add(row.at("/event_id").asText()));
            cursor = page.path("next").asText("");
        } while (!cursor.isEmpty());

        assertThat(seen).containsExactlyElementsOf(expected).isNotEmpty();
    }

    @Test
    void usageOfConnectorsIsSummedAndItsQuantilesAreNearTheTruth() {
        ingest(EVENTS.toArray(AuditEvent[]::new));
        JsonNode answer = Api.json(span("connector-usage"));

        for (JsonNode row : answer.at("/rows")) {
            String connector = row.at("/connector").asText();
            List<AuditEvent> mine = EVENTS.stream()
                    .filter(event -> event.kind() != AuditEvent.Kind.INTENT)
                    .filter(event -> event.target().connector().equals(connector))
                    .toList();
            long calls = mine.stream()
                    .mapToLong(event -> event.kind() == AuditEvent.Kind.COALESCED
                            ? Math.max(1, event.outcome().count())
                            : 1)
                    .sum();
            assertThat(row.at("/calls").asLong()).isEqualTo(calls);
            long highest = mine.stream()
                    .mapToLong(event -> event.outcome().latencyMicros())
                    .max()
                    .orElse(0);
            assertThat(row.at("/p95_micros").asDouble()).isLessThanOrEqualTo(highest * 1.19 + 1);
            assertThat(row.at("/p50_micros").asDouble())
                    .isLessThanOrEqualTo(row.at("/p95_micros").asDouble());
        }
        assertThat(answer.at("/rows").size()).isEqualTo(3);
    }

    @Test
    void aSampleCanBeDrawnAgainAndAnotherSeedDrawsAnother() {
        ingest(EVENTS.toArray(AuditEvent[]::new));

        JsonNode first = Api.json(span("sample", "seed", "q1", "size", "20")).at("/rows");
        JsonNode again = Api.json(span("sample", "seed", "q1", "size", "20")).at("/rows");
        JsonNode other = Api.json(span("sample", "seed", "q2", "size", "20")).at("/rows");

        assertThat(first).hasSize(20).isEqualTo(again).isNotEqualTo(other);
        assertThat(first.at("/0/population").asLong())
                .isEqualTo(EVENTS.stream()
                        .filter(event -> event.kind() != AuditEvent.Kind.INTENT)
                        .count());
    }

    @Test
    void whoReadTheTrailIsReported() {
        given().auth()
                .oauth2(Tokens.erin())
                .queryParam("target", "nothing in particular")
                .get("/audit/records");

        JsonNode rows = Api.json(run("trail-reads", "limit", "20")).at("/rows");

        assertThat(rows).anySatisfy(row -> {
            assertThat(row.at("/actor_name").asText()).isEqualTo("erin");
            assertThat(row.at("/parameters").asText()).contains("nothing in particular");
        });
    }

    @Test
    void anIntentWithoutOutcomeIsReported() {
        AuditEvent orphan = Events.intentAt(Instant.parse("2024-05-01T10:00:00Z"), "orphan in report");
        AuditEvent done = Events.intentAt(Instant.parse("2024-05-01T10:00:01Z"), "done in report");
        ingest(orphan, done);
        ingest(Events.success(done));

        String answer = run("unknown-outcomes", "from", "2024-05-01T00:00:00Z", "to", "2024-05-02T00:00:00Z")
                .statusCode(200)
                .extract()
                .asString();

        assertThat(answer).contains("orphan in report").doesNotContain("done in report");
    }

    @Test
    void aCellThatLooksLikeAFormulaIsText() {
        AuditEvent intent = Events.intent("=cmd|' /C calc'!A0", "=1+1", "a \"b\", c");
        ingest(intent, Events.success(intent));

        String csv = run("person-activity", "format", "csv").extract().asString();
        String odd = Api.carol()
                .queryParam("person", "=cmd|' /C calc'!A0")
                .queryParam("format", "csv")
                .get("/audit/reports/person-activity")
                .asString();

        assertThat(csv).doesNotContain("\r\n=");
        assertThat(odd).contains(",'=cmd|' /C calc'!A0,").contains(",'=1+1,").contains("\"a \"\"b\"\", c\"");
    }

    @Test
    void whatCannotBeAskedIsRefusedByName() {
        run("nothing").statusCode(404).contentType("application/problem+json");
        refused("person", "", "/audit/reports/person-activity");
        refused("colour", "red", "/audit/reports/denied-calls");
        refused("days", "0", "/audit/reports/unused");
        refused("cursor", "x", "/audit/reports/unused");
        refused("from", "2000-01-01T00:00:00Z", "/audit/reports/denied-calls");
        refused("format", "xml", "/audit/reports/denied-calls");
        Api.carol()
                .get("/audit/reports/tool-callers?connector=github")
                .then()
                .statusCode(400)
                .body("detail", containsString("tool"));
    }

    private static void refused(String name, String value, String path) {
        Api.carol()
                .queryParam(name, value)
                .get(path)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString(name));
    }

    private static ValidatableResponse span(String report, String... parameters) {
        String[] all = new String[parameters.length + 4];
        System.arraycopy(parameters, 0, all, 0, parameters.length);
        all[parameters.length] = "from";
        all[parameters.length + 1] = "2024-04-10T00:00:00Z";
        all[parameters.length + 2] = "to";
        all[parameters.length + 3] = "2024-04-13T00:00:00Z";
        return run(report, all);
    }

    /** What a report must be told and is not said, is said. */
    private static ValidatableResponse run(String name, String... parameters) {
        RequestSpecification request = Api.carol();
        List<String> said = List.of(parameters);
        for (int i = 0; i < parameters.length; i += 2) {
            request.queryParam(parameters[i], parameters[i + 1]);
        }
        Reports.named(name).map(Report::parameters).orElse(List.of()).stream()
                .filter(parameter -> parameter.usual().isEmpty() && !said.contains(parameter.name()))
                .forEach(parameter -> request.queryParam(
                        parameter.name(),
                        parameter.type().equals("uuid")
                                ? Events.IDS.next().toString()
                                : parameter.name().toUpperCase(Locale.ROOT)));
        return request.get("/audit/reports/" + name).then();
    }

    /** A coalesced record counts as many as it stands for. */
    private static long calls(List<AuditEvent> events) {
        return events.stream()
                .mapToLong(event -> event.kind() == AuditEvent.Kind.COALESCED
                        ? Math.max(1, event.outcome().count())
                        : 1)
                .sum();
    }

    private static long sum(JsonNode answer, String column) {
        long sum = 0;
        for (JsonNode row : answer.at("/rows")) {
            sum += row.path(column).asLong();
        }
        return sum;
    }
}
