package dev.portolan.audit.payload;

import static dev.portolan.audit.testing.Api.find;
import static dev.portolan.audit.testing.Api.ingest;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.audit.event.Actor;
import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.event.seal.Disclosure;
import dev.portolan.audit.event.seal.Item;
import dev.portolan.audit.testing.Api;
import dev.portolan.audit.testing.Beside;
import dev.portolan.audit.testing.Events;
import dev.portolan.audit.testing.StoredEvents;
import dev.portolan.audit.testing.Surroundings;
import dev.portolan.audit.testing.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class PayloadEndpointTest {

    @Inject
    StoredEvents stored;

    @Test
    void whatWasSentAndAnsweredIsShownWithWhoActedThen() {
        AuditEvent intent = Events.intent("opal", "github", "opened")
                .withArguments(Beside.arguments("{\"q\":\"what opal asked\"}"));
        AuditEvent outcome = Events.success(intent);
        ingest(intent, outcome).then().statusCode(200);

        JsonNode sent = open(intent);
        JsonNode answered = open(outcome);

        assertThat(sent.at("/state").asText()).isEqualTo("open");
        assertThat(sent.at("/actor/name").asText()).isEqualTo("opal");
        assertThat(sent.at("/groups/0").asText()).isEqualTo("engineering");
        assertThat(sent.at("/arguments/text").asText()).isEqualTo("{\"q\":\"what opal asked\"}");
        assertThat(sent.at("/arguments/sha256").asText()).isEqualTo(Beside.sha256("{\"q\":\"what opal asked\"}"));
        assertThat(sent.has("result")).isFalse();
        assertThat(answered.at("/state").asText()).isEqualTo("open");
        assertThat(answered.at("/result/text").asText()).isEqualTo("{\"content\":[]}");
    }

    @Test
    void itTakesAReasonThatIsOnRecordButNotInTheLog() {
        AuditEvent intent = Events.intent("with reason");
        ingest(intent).then().statusCode(200);
        String path = "/audit/records/" + intent.eventId() + "/payload";

        reader(path, "").statusCode(400).body("detail", containsString("reason"));
        reader(path, "x".repeat(501)).statusCode(400);
        reader("/audit/records/" + Events.IDS.next() + "/payload", "why not").statusCode(404);
        reader(path, "case of Mrs Quill").statusCode(200);

        JsonNode looks = Api.json(find("method", "audit.payload", "limit", "1")).at("/records/0");
        assertThat(looks.at("/event/target/name").asText()).isEqualTo(path);
        assertThat(looks.at("/event/decision/rule").asText()).isEqualTo("role payload-reader");
        assertThat(looks.at("/actor/name").asText()).isEqualTo("one-payload-reader");
        assertThat(looks.toString()).doesNotContain("Quill");
        String look = looks.at("/event/event_id").asText();
        reader("/audit/records/" + look + "/payload", "what was the reason?")
                .body("arguments.text", equalTo("{\"reason\":\"case of Mrs Quill\"}"));
    }

    @Test
    void aChangedBitASwapAndAHoleAreFound() {
        AuditEvent flipped = Events.intent("damaged");
        AuditEvent swapped = Events.intent("damaged");
        AuditEvent removed = Events.intent("damaged");
        ingest(flipped, swapped, removed).then().statusCode(200);

        stored.execute("UPDATE audit_payload SET sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1)"
                + " WHERE event_id = '" + flipped.eventId() + "'");
        stored.execute("UPDATE audit_payload SET sealed = (SELECT sealed FROM audit_payload WHERE event_id = '"
                + removed.eventId() + "') WHERE event_id = '" + swapped.eventId() + "'");
        stored.execute("DELETE FROM audit_payload WHERE event_id = '" + removed.eventId() + "'");

        assertThat(open(flipped).toString()).contains("\"state\":\"damaged\"").doesNotContain("arguments", "groups");
        assertThat(open(swapped).at("/state").asText()).isEqualTo("damaged");
        assertThat(open(removed).at("/state").asText()).isEqualTo("missing");
    }

    @Test
    void aNameThatIsNotTheOneCommittedToIsFound() {
        AuditEvent intent = Events.intent("petra", "github", "renamed");
        ingest(intent).then().statusCode(200);

        stored.execute("UPDATE people.identity SET name = 'paula' WHERE name = 'petra'");

        assertThat(open(intent).at("/state").asText()).isEqualTo("damaged");
    }

    /** Whatever is sealed wrongly: the record is a leaf of the log, what came is kept, nothing waits. */
    @Test
    void whatCannotBeOpenedIsKeptAndHoldsUpNothing() {
        AuditEvent garbled = Events.intent("ralph", "github", "unopened");
        AuditEvent foreign = Events.intent("ralph", "github", "unopened");
        AuditEvent contrary = Events.intent("ralph", "github", "unopened");
        AuditEvent silent = Events.intent("ralph", "github", "unopened");
        AuditEvent good = Events.intent("ralph", "github", "unopened");
        String lie = Beside.seal(
                contrary,
                new Disclosure(
                        Beside.who(contrary).orElseThrow(), Beside.of(good).arguments(), null));

        given().auth()
                .oauth2(Tokens.writer())
                .contentType("application/json")
                .body(batch(
                        new Item(garbled.canonical(), "bm90IHNlYWxlZA=="),
                        // sealed beside another record
                        new Item(foreign.canonical(), Beside.seal(good, Beside.of(foreign))),
                        new Item(contrary.canonical(), lie),
                        new Item(silent.canonical(), ""),
                        new Item(good.canonical(), Beside.seal(good, Beside.of(good)))))
                .post("/ingest")
                .then()
                .statusCode(200)
                .body("accepted", equalTo(5));

        assertThat(open(garbled).at("/error").asText()).isEqualTo("unopened");
        assertThat(open(foreign).at("/error").asText()).isEqualTo("unopened");
        assertThat(open(contrary).at("/error").asText()).isEqualTo("contradiction");
        assertThat(open(silent).at("/error").asText()).isEqualTo("missing");
        assertThat(open(good).at("/state").asText()).isEqualTo("open");
        assertThat(stored.one(
                        "SELECT convert_from(sealed, 'UTF8') FROM audit_payload WHERE event_id = ?", garbled.eventId()))
                .isEqualTo("bm90IHNlYWxlZA==");
        for (AuditEvent each : java.util.List.of(garbled, foreign, contrary, silent)) {
            assertThat(stored.canonical(each)).isEqualTo(each.canonical());
        }
    }

    /** A gateway that restarted closes the calls of its last boot and can disclose nothing of them any more. */
    @Test
    void anOutcomeWithoutDisclosureIsThatOfTheKnownPerson() {
        AuditEvent intent = Events.intent("sibyl", "github", "orphan");
        ingest(intent).then().statusCode(200);
        AuditEvent closed = intent.outcome(
                Events.IDS.next(), 2, Outcome.of(Outcome.Code.UNKNOWN).withReason("GATEWAY_RESTARTED"));
        given().auth()
                .oauth2(Tokens.writer())
                .contentType("application/json")
                .body(batch(new Item(closed.canonical(), "")))
                .post("/ingest")
                .then()
                .statusCode(200);

        JsonNode shown = Api.json(find("person", "sibyl", "kind", "outcome")).at("/records/0");
        assertThat(shown.at("/actor/name").asText()).isEqualTo("sibyl");
        assertThat(open(closed).at("/state").asText()).isEqualTo("open");
    }

    @Test
    void whatNobodySentIsKeptToo() {
        AuditEvent anonymous = Events.intent("by nobody").withActor(Actor.ANONYMOUS);
        ingest(anonymous).then().statusCode(200);

        JsonNode payload = open(anonymous);

        assertThat(payload.at("/state").asText()).isEqualTo("open");
        assertThat(payload.has("actor")).isFalse();
        assertThat(payload.at("/arguments/text").asText()).contains("naïve");
    }

    private static byte[] batch(Item... items) {
        StringBuilder batch = new StringBuilder("[");
        for (Item item : items) {
            batch.append(batch.length() == 1 ? "" : ",").append(new String(item.bytes(), StandardCharsets.UTF_8));
        }
        return batch.append("]").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode open(AuditEvent event) {
        return Api.json(reader("/audit/records/" + event.eventId() + "/payload", "a test"));
    }

    private static ValidatableResponse reader(String path, String reason) {
        return given().auth()
                .oauth2(Tokens.withRole("payload-reader"))
                .queryParam("reason", reason)
                .get(path)
                .then();
    }
}
