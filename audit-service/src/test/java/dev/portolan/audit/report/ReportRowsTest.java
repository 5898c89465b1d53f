package dev.portolan.audit.report;

import static dev.portolan.audit.testing.Api.ingest;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.audit.event.Actor;
import dev.portolan.audit.event.Arguments;
import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.Client;
import dev.portolan.audit.event.Decision;
import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.event.Request;
import dev.portolan.audit.event.Source;
import dev.portolan.audit.event.Target;
import dev.portolan.audit.event.UuidV7;
import dev.portolan.audit.testing.Api;
import dev.portolan.audit.testing.Beside;
import dev.portolan.audit.testing.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What the reports say of events that were made for it; each of persons, connectors and days of its own. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ReportRowsTest {

    private static final Outcome DONE = Outcome.of(Outcome.Code.SUCCESS);
    private static final Outcome DENIED =
            Outcome.of(Outcome.Code.DENIED).withReason("NOT_PERMITTED").withStatus(403, -32602);
    private static final String ADDRESS = "203.0.113.77";

    @Test
    void oddHoursMayGoOverMidnightAndEndsAreExact() {
        ingest(
                called("2024-06-03T19:59:59Z", "rows ann", "rows-files", DONE.withBody(10)),
                called("2024-06-03T20:00:00Z", "rows ann", "rows-files", DONE.withBody(20)),
                called("2024-06-04T05:59:59Z", "rows ann", "rows-files", DONE.withBody(30)),
                called("2024-06-04T06:00:00Z", "rows ann", "rows-files", DONE.withBody(40)),
                called("2024-06-04T21:30:00Z", "rows ann", "rows-files", DONE.withBody(50)));

        assertThat(rows("odd-hours", "rows ann", "2024-06-03T00:00:00Z", "2024-06-04T21:00:00Z"))
                .containsExactly("calls=2 bytes_out=50 largest_answer=30"
                        + " first_hour=2024-06-03T20:00:00Z last_hour=2024-06-04T05:00:00Z");
        assertThat(rows(
                        "odd-hours",
                        "rows ann",
                        "2024-06-03T00:00:00Z",
                        "2024-06-05T00:00:00Z",
                        "start",
                        "6",
                        "end",
                        "20"))
                .containsExactly("calls=2 bytes_out=50 largest_answer=40"
                        + " first_hour=2024-06-03T19:00:00Z last_hour=2024-06-04T06:00:00Z");
        assertThat(rows("odd-hours", "rows ann", "2024-06-03T20:30:00Z", "2024-06-05T00:00:00Z"))
                .as("an hour that has begun is told whole")
                .containsExactly("calls=3 bytes_out=100 largest_answer=50"
                        + " first_hour=2024-06-03T20:00:00Z last_hour=2024-06-04T21:00:00Z");
        assertThat(rows(
                        "odd-hours",
                        "rows ann",
                        "2024-06-03T00:00:00Z",
                        "2024-06-05T00:00:00Z",
                        "start",
                        "4",
                        "end",
                        "4"))
                .isEmpty();
    }

    @Test
    void denialsOfAPersonAreAddedUpOverConnectors() {
        ingest(
                called("2024-06-05T08:10:00Z", "rows bob", "rows-wiki", DENIED),
                called("2024-06-05T08:20:00Z", "rows bob", "rows-files", DENIED),
                called("2024-06-05T09:10:00Z", "rows bob", "rows-files", DENIED),
                called("2024-06-05T10:10:00Z", "rows bob", "", DENIED),
                called("2024-06-05T11:10:00Z", "rows bob", "rows-mail", DONE));

        assertThat(rows("denied-by-person", "rows bob", "2024-06-05T00:00:00Z", "2024-06-06T00:00:00Z"))
                .containsExactly("denied=4 connectors=rows-files rows-wiki"
                        + " first_hour=2024-06-05T08:00:00Z last_hour=2024-06-05T10:00:00Z");
    }

    @Test
    void requestsOfStrangersAreCountedByAddressAndHour() {
        UuidV7 ids = at("2024-06-06T03:15:00Z");
        AuditEvent many = AuditEvent.coalesced(ids.next(), ids.next(), source(), DENIED.withCount(40))
                .withClient(new Client("", "", ADDRESS, ""));
        ingest(many, stranger("2024-06-06T03:40:00Z"), stranger("2024-06-06T04:01:00Z"));
        String from = "2024-06-06T00:00:00Z";
        String to = "2024-06-07T00:00:00Z";

        assertThat(texts(answer("unknown-callers", from, to), "address", ADDRESS))
                .containsExactly("hour=2024-06-06T03:00:00Z refused=41", "hour=2024-06-06T04:00:00Z refused=1");
        assertThat(texts(answer("unknown-callers", from, to, "at_least", "2"), "address", ADDRESS))
                .containsExactly("hour=2024-06-06T03:00:00Z refused=41");
    }

    @Test
    void theFirstUseIsTheFirstEverNotTheFirstInTheSpan() {
        ingest(
                called("2024-06-07T08:00:00Z", "rows cid", "rows-old", DONE),
                called("2024-06-09T08:00:00Z", "rows cid", "rows-old", DONE),
                called("2024-06-09T09:00:00Z", "rows cid", "rows-new", DENIED),
                called("2024-06-10T09:00:00Z", "rows cid", "rows-new", DONE));

        assertThat(rows("first-uses", "rows cid", "2024-06-09T00:00:00Z", "2024-06-10T00:00:00Z"))
                .containsExactly(
                        "first_at=2024-06-09T09:00:00Z connector=rows-new target_type=tool target=rows-new_tool calls=2"
                                + " denied=1 last_at=2024-06-10T09:00:00Z");
    }

    @Test
    void unusedIsWhatWasUsedAndHasNotBeenForDays() {
        ingest(
                called("2024-06-01T08:00:00Z", "rows dan", "rows-left", DONE),
                called("2024-06-01T08:00:00Z", "rows dan", "rows-kept", DONE),
                called("2024-06-18T08:00:00Z", "rows dan", "rows-kept", DONE),
                called("2024-06-01T08:00:00Z", "rows dan", "rows-refused", DENIED));

        assertThat(rows("unused", "rows dan", "2024-05-01T00:00:00Z", "2024-06-20T00:00:00Z", "days", "5"))
                .containsExactly(
                        "last_at=2024-06-01T08:00:00Z connector=rows-left target_type=tool target=rows-left_tool calls=1"
                                + " first_at=2024-06-01T08:00:00Z");
    }

    @Test
    void unusualIsADayFarAboveTheMeanOfTheDaysBefore() {
        List<AuditEvent> events = new ArrayList<>();
        for (int day = 11; day <= 20; day++) {
            events.add(many("2024-06-" + day + "T12:00:00Z", "rows eve", day % 2 == 0 ? 8 : 12));
        }
        events.add(many("2024-06-21T01:00:00Z", "rows eve", 9));
        events.add(many("2024-06-21T23:00:00Z", "rows eve", 8));
        events.add(many("2024-06-22T12:00:00Z", "rows eve", 15));
        ingest(events.toArray(AuditEvent[]::new));

        // ten days: mean 10, deviation 2; 17 is over 10 + 3 * 2, and 15 is not
        assertThat(rows(
                        "unusual-volume",
                        "rows eve",
                        "2024-06-21T00:00:00Z",
                        "2024-06-23T00:00:00Z",
                        "baseline_days",
                        "10",
                        "at_least",
                        "1"))
                .containsExactly("day=2024-06-21T00:00:00Z calls=17 mean=10.0 deviation=2.0");
        assertThat(rows("unusual-volume", "rows eve", "2024-06-21T00:00:00Z", "2024-06-23T00:00:00Z"))
                .as("under 100 calls")
                .isEmpty();
    }

    @Test
    void whoChangedSomethingIsToldAndWhoOnlyReadIsNot() {
        ingest(
                said("2024-06-23T08:00:00Z", "rows fay", "audit.hold", DONE, "{\"month\":\"2024-01\"}"),
                said("2024-06-23T09:00:00Z", "rows fay", "audit.query", DONE, "{}"),
                said("2024-06-23T10:00:00Z", "rows fay", "definition.changed", DONE, "{\"was\":\"a\"}"),
                said("2024-06-23T11:00:00Z", "rows fay", "tools/call", DONE, "{}"));
        String from = "2024-06-23T00:00:00Z";
        String to = "2024-06-24T00:00:00Z";

        assertThat(values(answer("privileged-actions", from, to), "method"))
                .containsExactly("definition.changed", "audit.hold");
        JsonNode changes = answer("definition-changes", from, to);
        assertThat(values(changes, "method")).containsExactly("definition.changed");
        assertThat(values(changes, "details")).containsExactly("{\"was\":\"a\"}");
    }

    @Test
    void policiesAndProgramsAreToldWithTheirTimes() {
        String policy = "c0ffee".repeat(10) + "0624";
        Decision decision = new Decision(Decision.Effect.ALLOW, "rows-rule", policy);
        AuditEvent first =
                called("2024-06-25T08:00:00Z", "rows gus", "rows-files", DONE).withDecision(decision);
        AuditEvent last =
                called("2024-06-26T08:00:00Z", "rows gus", "rows-files", DENIED).withDecision(decision);
        Client program = new Client("rows-program", "7.1", ADDRESS, "");
        ingest(first.withClient(program), last.withClient(program));

        assertThat(texts(answer("policies", "2024-06-26T00:00:00Z", "2024-06-27T00:00:00Z"), "policy_digest", policy))
                .containsExactly("first_at=2024-06-25T08:00:00Z last_at=2024-06-26T08:00:00Z decisions=2");
        assertThat(texts(answer("clients", "2024-06-26T00:00:00Z", "2024-06-27T00:00:00Z"), "program", "rows-program"))
                .containsExactly("client_id=cli version=7.1 first_at=2024-06-25T08:00:00Z"
                        + " last_at=2024-06-26T08:00:00Z calls=2 denied=1");
        assertThat(answer(
                                "call-policy",
                                "2024-06-25T00:00:00Z",
                                "2024-06-26T00:00:00Z",
                                "call_id",
                                first.callId().toString())
                        .findValuesAsText("rule"))
                .containsExactly("rows-rule");
    }

    @Test
    void aTraceIsToldInItsOrderAndNothingElse() {
        AuditEvent second = called("2024-06-27T08:00:02Z", "rows hal", "rows-second", DONE);
        AuditEvent first = called("2024-06-27T08:00:01Z", "rows hal", "rows-first", DONE);
        String trace = "0624".repeat(8);
        ingest(
                second.withRequest(request("tools/call", trace)),
                first.withRequest(request("tools/call", trace)),
                called("2024-06-27T08:00:01Z", "rows hal", "rows-other", DONE));

        assertThat(values(
                        answer("trace", "2024-06-27T00:00:00Z", "2024-06-28T00:00:00Z", "trace_id", trace),
                        "connector"))
                .containsExactly("rows-first", "rows-second");
    }

    @Test
    void largeAnswersAreToldFromTheSizeOn() {
        ingest(
                called("2024-06-28T08:00:00Z", "rows ian", "rows-files", DONE.withBody(199_999)),
                called("2024-06-28T09:00:00Z", "rows ian", "rows-files", DONE.withBody(200_000)));

        assertThat(values(
                        answer("large-answers", "2024-06-28T00:00:00Z", "2024-06-29T00:00:00Z", "at_least", "200000"),
                        "bytes_out"))
                .containsExactly("200000");
    }

    private static UuidV7 at(String moment) {
        return new UuidV7(Clock.fixed(Instant.parse(moment), ZoneOffset.UTC));
    }

    private static Source source() {
        return new Source("gw-rows", UUID.randomUUID(), 1);
    }

    /** A tool of the connector was called. */
    private static AuditEvent called(String moment, String person, String connector, Outcome outcome) {
        UuidV7 ids = at(moment);
        return AuditEvent.event(ids.next(), ids.next(), source(), outcome)
                .withActor(Beside.actor(person))
                .withRequest(request("tools/call", ""))
                .withTarget(new Target(connector, Target.Type.TOOL, connector + "_tool", ""));
    }

    private static AuditEvent many(String moment, String person, int calls) {
        UuidV7 ids = at(moment);
        return AuditEvent.coalesced(ids.next(), ids.next(), source(), DONE.withCount(calls))
                .withActor(Beside.actor(person))
                .withTarget(new Target("rows-files", Target.Type.TOOL, "rows-files_tool", ""));
    }

    private static AuditEvent said(String moment, String person, String method, Outcome outcome, String json) {
        return called(moment, person, "rows-files", outcome)
                .withRequest(request(method, ""))
                .withArguments(Arguments.plain(json));
    }

    private static AuditEvent stranger(String moment) {
        UuidV7 ids = at(moment);
        return AuditEvent.event(ids.next(), ids.next(), source(), DENIED)
                .withActor(Actor.ANONYMOUS)
                .withClient(new Client("", "", ADDRESS, ""));
    }

    private static Request request(String method, String trace) {
        return new Request("http", "POST", "/mcp", "2026-07-28", method, "7", trace, "", 100);
    }

    /** The rows of a person, without what says who. */
    private static List<String> rows(String report, String person, String from, String to, String... more) {
        return texts(answer(report, from, to, more), "actor_subject", person + "-sub");
    }

    /** The rows that have this value, without who and without what was the same in all. */
    private static List<String> texts(JsonNode answer, String member, String value) {
        return StreamSupport.stream(answer.path("rows").spliterator(), false)
                .filter(row -> row.path(member).asText().equals(value))
                .map(row -> text(row, member))
                .toList();
    }

    private static String text(JsonNode row, String without) {
        List<String> members = new ArrayList<>();
        row.fields().forEachRemaining(each -> {
            if (!each.getKey().equals(without) && !each.getKey().startsWith("actor_")) {
                members.add(each.getKey() + "=" + each.getValue().asText());
            }
        });
        return String.join(" ", members);
    }

    private static List<String> values(JsonNode answer, String member) {
        return answer.path("rows").findValuesAsText(member);
    }

    private static JsonNode answer(String report, String from, String to, String... more) {
        RequestSpecification request = Api.carol().queryParam("from", from).queryParam("to", to);
        for (int i = 0; i < more.length; i += 2) {
            request.queryParam(more[i], more[i + 1]);
        }
        return Api.json(request.get("/audit/reports/" + report).then());
    }
}
