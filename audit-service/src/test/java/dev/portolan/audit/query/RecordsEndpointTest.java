package dev.portolan.audit.query;

import static dev.portolan.audit.testing.Api.find;
import static dev.portolan.audit.testing.Api.ids;
import static dev.portolan.audit.testing.Api.ingest;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.audit.criteria.Criterion;
import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.testing.Api;
import dev.portolan.audit.testing.Events;
import dev.portolan.audit.testing.StoredEvents;
import dev.portolan.audit.testing.Surroundings;
import dev.portolan.audit.testing.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class RecordsEndpointTest {

    @Inject
    StoredEvents stored;

    @Test
    void anEventIsShownByteForByteAsItWasSent() {
        AuditEvent intent = Events.intent("shown");
        ingest(intent);

        String answer = find("target", "shown").statusCode(200).extract().asString();

        assertThat(answer).contains("\"event\":" + new String(intent.canonical(), StandardCharsets.UTF_8));
    }

    @Test
    void eachFilterFindsWhatItNamesAndNothingElse() {
        AuditEvent frank = Events.intent("frank", "wiki", "wiki_search");
        AuditEvent answered = Events.success(frank);
        AuditEvent refused = Events.denied("grace", "NOT_PERMITTED");
        ingest(frank, answered, refused);
        String first = frank.eventId().toString();
        String second = answered.eventId().toString();
        String third = refused.eventId().toString();

        assertThat(ids(find("person", "frank"))).containsExactly(second, first);
        assertThat(ids(find("person", "frank-sub"))).containsExactly(second, first);
        assertThat(ids(find("connector", "wiki"))).containsExactly(second, first);
        assertThat(ids(find("tool", "wiki_search"))).containsExactly(second, first);
        assertThat(ids(find("person", "frank", "kind", "intent"))).containsExactly(first);
        assertThat(ids(find("person", "frank", "outcome", "success"))).containsExactly(second);
        assertThat(ids(find("person", "grace", "decision", "deny"))).containsExactly(third);
        assertThat(ids(find("person", "grace", "outcome", "denied"))).containsExactly(third);
        assertThat(ids(find("person", "grace", "method", "tools/call"))).isEmpty();
        assertThat(ids(find("call_id", frank.callId().toString()))).containsExactly(second, first);
        assertThat(ids(find("trace_id", frank.request().traceId()))).containsExactly(second, first);
        assertThat(ids(find("person", "heidi"))).isEmpty();
    }

    @Test
    void aFilterNarrowsWhatTheParametersFindAndIsOnRecord() {
        AuditEvent asked = Events.intent("ivan", "github", "filtered");
        AuditEvent quick = Events.success(asked);
        AuditEvent other = Events.intent("judy", "github", "filtered");
        ingest(asked, quick, other, Events.success(other));
        String filter = "actor.name.startsWith(\"iv\") && outcome.latency_micros >= 1500";

        assertThat(ids(find("tool", "filtered", "filter", filter)))
                .containsExactly(quick.eventId().toString());
        assertThat(Api.json(find("method", "audit.query", "limit", "1"))
                        .at("/records/0/event/arguments/mode")
                        .asText())
                .isEqualTo("redacted");
        find("filter", "actor.name = 'ivan'").statusCode(400).body("detail", containsString("character 12"));
    }

    @Test
    void fromIsInclusiveAndToIsExclusive() {
        Instant noon = Instant.parse("2026-10-05T12:00:00Z");
        AuditEvent before = Events.intentAt(noon.minusMillis(1), "spanned");
        AuditEvent at = Events.intentAt(noon, "spanned");
        AuditEvent after = Events.intentAt(noon.plusMillis(1), "spanned");
        ingest(before, at, after);

        assertThat(ids(find("target", "spanned", "from", "2026-10-05T12:00:00Z")))
                .containsExactly(after.eventId().toString(), at.eventId().toString());
        assertThat(ids(find("target", "spanned", "to", "2026-10-05T14:00:00+02:00")))
                .containsExactly(before.eventId().toString());
    }

    @Test
    void anIntentLeftWithoutOutcomeIsUnknownAndCanBeFoundAsSuch() {
        AuditEvent orphan = Events.intentAt(Instant.now().minusSeconds(3600), "orphaned");
        AuditEvent fresh = Events.intent("orphaned");
        AuditEvent done = Events.intentAt(Instant.now().minusSeconds(3600), "orphaned");
        ingest(orphan, fresh, done, Events.success(done));

        JsonNode all = Api.json(find("target", "orphaned", "kind", "intent"));

        assertThat(state(all, orphan)).isEqualTo("unknown");
        assertThat(state(all, fresh)).isEqualTo("pending");
        assertThat(state(all, done)).isEqualTo("recorded");
        assertThat(ids(find("target", "orphaned", "outcome", "unknown")))
                .containsExactly(orphan.eventId().toString());
    }

    @Test
    void aCallIsShownWithAllItsRecordsOldestFirst() {
        AuditEvent intent = Events.intent("called");
        AuditEvent outcome = Events.success(intent);
        ingest(intent, outcome);

        assertThat(ids(Api.carol().get("/audit/calls/" + intent.callId()).then()))
                .containsExactly(intent.eventId().toString(), outcome.eventId().toString());
    }

    @Test
    void aTraceIsShownWithAllItsRecordsOldestFirst() {
        AuditEvent intent = Events.intent("traced");
        AuditEvent outcome = Events.success(intent);
        ingest(intent, outcome, Events.intent("of another trace"));

        assertThat(ids(Api.carol()
                        .get("/audit/traces/" + intent.request().traceId())
                        .then()))
                .containsExactly(intent.eventId().toString(), outcome.eventId().toString());
        assertThat(Api.json(find("method", "audit.query", "limit", "1"))
                        .at("/records/0/event/target/name")
                        .asText())
                .isEqualTo("/audit/traces");
        Api.carol().get("/audit/traces/" + "0".repeat(32)).then().statusCode(404);
        Api.carol().get("/audit/traces/7").then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void aRecordIsShownByItsId() {
        AuditEvent intent = Events.intent("single");
        ingest(intent);

        Api.carol()
                .get("/audit/records/" + intent.eventId())
                .then()
                .statusCode(200)
                .body("event.target.name", equalTo("single"))
                .body("state", equalTo("pending"));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        String id = Events.IDS.next().toString();

        Api.carol().get("/audit/records/" + id).then().statusCode(404).contentType("application/problem+json");
        Api.carol().get("/audit/calls/" + id).then().statusCode(404).contentType("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({
        "colour, red, colour",
        "limit, 0, limit",
        "limit, 501, limit",
        "limit, ten, limit",
        "kind, sideways, 'intent, outcome, event, coalesced'",
        "outcome, ok, success",
        "decision, perhaps, allow",
        "from, yesterday, from",
        "to, +19999-01-01T00:00:00Z, to",
        "call_id, 7, call_id",
        "call_id, 6f9619ff-8b86-4d01-b42d-00cf4fc964ff, call_id",
        "person, '', person"
    })
    void aParameterThatCannotBeReadIsNamedInTheRefusal(String name, String value, String named) {
        String answer = find(name, value)
                .statusCode(400)
                .contentType("application/problem+json")
                .extract()
                .asString();

        assertThat(answer).contains("how_to_mend").contains(named);
    }

    @Test
    void aParameterGivenTwiceIsRefused() {
        Api.carol()
                .get("/audit/records?person=a&person=b")
                .then()
                .statusCode(400)
                .body("detail", containsString("person"));
    }

    @Test
    void timesThatExcludeEachOtherAreRefused() {
        find("from", "2026-01-02T00:00:00Z", "to", "2026-01-01T00:00:00Z").statusCode(400);
    }

    @Test
    void aZeroCharacterInATextIsRefused() {
        Api.carol()
                .urlEncodingEnabled(false)
                .get("/audit/records?person=a%00b")
                .then()
                .statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "' OR '1'='1",
                "x'; DROP TABLE audit_event; --",
                "x\\' OR 1=1 --",
                ":person or 1=1",
                "%",
                "$1",
                "alice' UNION SELECT canonical FROM audit_event --",
                "'||pg_sleep(10)||'"
            })
    void textThatLooksLikeSqlIsOnlyText(String text) {
        AuditEvent event = Events.intent(text, "inject", text);
        ingest(event, Events.intent("someone", "inject", "something"));

        for (String parameter : List.of("person", "tool", "target")) {
            assertThat(ids(find("connector", "inject", parameter, text)))
                    .containsExactly(event.eventId().toString());
        }
        for (String parameter : List.of("connector", "method", "trace_id")) {
            assertThat(ids(find(parameter, text))).isEmpty();
        }
        assertThat(stored.countByTarget("something")).isPositive();
    }

    @Test
    void aTokenForAnotherAudienceIsNotAuthenticated() {
        given().auth()
                .oauth2(Tokens.alice())
                .get("/audit/records")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("Bearer"))
                .contentType("application/problem+json");
    }

    @Test
    void anExpiredTokenAndNoTokenAreNotAuthenticated() {
        given().auth().oauth2(Tokens.expired()).get("/audit/records").then().statusCode(401);
        given().get("/audit/records").then().statusCode(401);
        given().auth().oauth2("nonsense").get("/audit/records").then().statusCode(401);
    }

    @Test
    void withoutTheRoleNothingIsShownAndTheAttemptIsOnRecord() {
        given().auth()
                .oauth2(Tokens.dave())
                .get("/audit/records")
                .then()
                .statusCode(403)
                .contentType("application/problem+json");

        JsonNode tried =
                Api.json(find("person", "dave", "method", "audit.query")).at("/records/0");
        assertThat(tried.at("/event/outcome/code").asText()).isEqualTo("denied");
        assertThat(tried.at("/actor/subject").asText()).isEqualTo("dave-sub");
        assertThat(tried.at("/event/target/name").asText()).isEqualTo("/audit/records");
    }

    @Test
    void theGatewaysTokenMayNotRead() {
        given().auth().oauth2(Tokens.writer()).get("/audit/records").then().statusCode(403);
        given().auth().oauth2(Tokens.writer()).get("/audit/calls/x").then().statusCode(403);
        given().auth().oauth2(Tokens.writer()).get("/audit/records/x").then().statusCode(403);

        find("person", "service-account-portolan-gateway", "outcome", "denied", "limit", "1")
                .body("records[0].event.actor.type", equalTo("service"));
    }

    @Test
    void everyLookIsOnRecordWithFilterAndCountBeforeItIsAnswered() {
        ingest(Events.intent("looked at"), Events.intent("looked at"));

        given().auth()
                .oauth2(Tokens.erin())
                .queryParam("target", "looked at")
                .get("/audit/records")
                .then()
                .statusCode(200);

        JsonNode shown = Api.json(find("person", "erin", "limit", "1")).at("/records/0");
        JsonNode look = shown.at("/event");
        assertThat(look.at("/kind").asText()).isEqualTo("event");
        assertThat(look.at("/request/method").asText()).isEqualTo("audit.query");
        assertThat(shown.at("/actor/name").asText()).isEqualTo("erin");
        assertThat(look.at("/actor/type").asText()).isEqualTo("user");
        assertThat(look.at("/client/address").asText()).isNotEmpty();
        assertThat(look.at("/arguments/json").asText()).contains("\"target\":\"looked at\"", "\"limit\":\"50\"");
        assertThat(look.at("/outcome/count").asInt()).isEqualTo(2);
        assertThat(look.at("/source/gateway_id").asText()).isEqualTo("audit-service");
    }

    @Test
    void theNumbersOfOurOwnRecordsHaveNoHoles() {
        find("target", "nothing");
        find("target", "nothing");

        JsonNode own = Api.json(find("method", "audit.query", "limit", "2")).path("records");

        assertThat(own.at("/0/event/source/seq").asLong()
                        - own.at("/1/event/source/seq").asLong())
                .isEqualTo(1);
    }

    @Test
    void anUnknownPathIsAProblemDocument() {
        Api.carol().get("/audit/nothing").then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void thePublishedDescriptionNamesEveryFilter() {
        String description = given().accept("application/json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        for (Criterion criterion : Criterion.values()) {
            assertThat(description).contains("\"" + criterion.parameter() + "\"");
        }
        find("limit", "1").body("next", org.hamcrest.Matchers.notNullValue()).body("records[0].state", nullValue());
    }

    private static String state(JsonNode page, AuditEvent event) {
        for (JsonNode record : page.path("records")) {
            if (record.at("/event/event_id").asText().equals(event.eventId().toString())) {
                return record.path("state").asText();
            }
        }
        throw new AssertionError("not on the page: " + event.eventId());
    }
}
