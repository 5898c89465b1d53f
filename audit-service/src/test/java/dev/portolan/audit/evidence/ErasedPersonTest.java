package dev.portolan.audit.evidence;

import static dev.portolan.audit.testing.Api.find;
import static dev.portolan.audit.testing.Api.ids;
import static dev.portolan.audit.testing.Api.ingest;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.Source;
import dev.portolan.audit.people.keys.DataKey;
import dev.portolan.audit.people.keys.KeyEncryption;
import dev.portolan.audit.people.keys.KeyId;
import dev.portolan.audit.testing.Api;
import dev.portolan.audit.testing.Beside;
import dev.portolan.audit.testing.Events;
import dev.portolan.audit.testing.StoredEvents;
import dev.portolan.audit.testing.StoredLog;
import dev.portolan.audit.testing.Surroundings;
import dev.portolan.audit.testing.Tokens;
import dev.portolan.tlog.Receipt;
import dev.portolan.tlog.VerifierKey;
import dev.portolan.tlog.bundle.LogCheck;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Date;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A person is erased: nothing names them, nothing of theirs can be read, and every proof is what it was. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@Order(1) // while the log is short
class ErasedPersonTest {

    private static final String BASIS = "GDPR 17(1)(b), ticket 4711";

    @Inject
    Signer signer;

    @Inject
    SigningKeys keys;

    @Inject
    KeyEncryption encryption;

    @Inject
    StoredEvents stored;

    @Inject
    StoredLog log;

    private final UUID boot = UUID.randomUUID();
    private final List<AuditEvent> theirs = new ArrayList<>();
    private final List<AuditEvent> others = new ArrayList<>();

    @Test
    void everyProofHoldsAndNothingCanBeRead() throws Exception {
        calls("walter", 60);
        AuditEvent theirIntent = theirs.get(0);
        AuditEvent otherIntent = others.get(0);
        assertThat(signer.attempt()).isEqualTo(Signer.Result.SIGNED);
        String receipt = receipt(theirIntent);
        long records = log.number("SELECT count(*) FROM audit_event WHERE target LIKE 'tool of walter%'");
        assertThat(payload(theirIntent).at("/state").asText()).isEqualTo("open");
        assertThat(payload(theirIntent).at("/arguments/text").asText()).contains("asked by walter");
        String handle = Api.json(find("person", "walter", "limit", "1"))
                .at("/records/0/actor/handle")
                .asText();
        String dump = dump();
        List<List<Object>> backup = stored.rows("SELECT event_id, sealed FROM audit_payload WHERE error = ''");
        assertThat(readable(backup)).isGreaterThanOrEqualTo(theirs.size() + others.size());

        JsonNode erased = Api.json(erase("walter", BASIS));

        assertThat(erased.at("/handle").asText()).isEqualTo(handle);
        assertThat(erased.at("/records").asInt()).isEqualTo(theirs.size());
        assertThat(erased.at("/data_keys").asInt()).isEqualTo(1);
        assertThat(erased.at("/named_in_log").asInt()).isZero();
        // nothing of theirs can be read, here and in what was saved before
        assertThat(payload(theirIntent).at("/state").asText()).isEqualTo("erased");
        assertThat(payload(otherIntent).at("/state").asText()).isEqualTo("open");
        List<Object> theirIds =
                theirs.stream().map(event -> (Object) event.eventId()).toList();
        assertThat(readable(backup.stream()
                        .filter(row -> theirIds.contains(row.get(0)))
                        .toList()))
                .isZero();
        // nothing names them, and nothing of the public tables ever did
        assertThat(dump).doesNotContain("walter-sub", "asked by walter", Beside.ISSUER);
        assertThat(dump).contains("tool of walter");
        assertThat(log.number("SELECT count(*) FROM people.subject WHERE subject = 'walter-sub'"))
                .isZero();
        assertThat(ids(find("person", "walter"))).isEmpty();
        JsonNode shown = Api.json(find("person", handle, "limit", "500")).at("/records");
        assertThat(shown).hasSize(theirs.size());
        assertThat(shown.at("/0/actor").toString()).isEqualTo("{\"handle\":\"" + handle + "\"}");
        JsonNode rows = Api.json(Api.carol()
                        .queryParam("person", handle)
                        .get("/audit/reports/person-activity")
                        .then())
                .at("/rows");
        assertThat(rows.at("/0/actor_name").asText()).isEqualTo(handle);
        // all records are there, and every proof holds
        assertThat(log.number("SELECT count(*) FROM audit_event WHERE target LIKE 'tool of walter%'"))
                .isEqualTo(records);
        log.assertWhole();
        assertThat(Receipt.parse(receipt).holds(theirIntent.canonical(), EvidenceTest.ORIGIN, trusted()))
                .isTrue();
        assertThat(signer.attempt()).isEqualTo(Signer.Result.SIGNED);
        assertThat(Receipt.parse(receipt(theirIntent)).holds(theirIntent.canonical(), EvidenceTest.ORIGIN, trusted()))
                .isTrue();
        assertThat(new LogCheck(ServedLog.now(), trusted(), Optional.empty(), new DroppedCheck()).run())
                .isEmpty();
    }

    @Test
    void anErasureIsOnRecordWithoutTheirName() {
        calls("xaver", 1);
        JsonNode erased = Api.json(erase("xaver", BASIS));
        String handle = erased.at("/handle").asText();

        JsonNode records =
                Api.json(find("method", "privacy.erase", "limit", "2")).at("/records");
        assertThat(records.at("/0/event/outcome/code").asText()).isEqualTo("success");
        assertThat(records.at("/0/event/outcome/count").asInt()).isEqualTo(2);
        assertThat(records.at("/1/event/arguments/json").asText()).contains(handle, BASIS);
        assertThat(records.at("/1/event/decision/rule").asText()).isEqualTo("role privacy-officer");
        assertThat(records.toString()).doesNotContain("xaver");
        JsonNode all = Api.json(given().auth()
                .oauth2(Tokens.withRole("privacy-officer"))
                .get("/audit/erasures")
                .then());
        assertThat(all.at("/0").toString()).isEqualTo(erased.toString());
        assertThat(all.at("/0/erased_by").asText()).isEqualTo("one-privacy-officer");
    }

    @Test
    void aHoldBlocksItUntilItIsReleased() {
        Instant held = Instant.parse("2017-05-10T12:00:00Z");
        AuditEvent event = Events.intentAt(held, "held tool").withActor(Beside.actor("yvonne"));
        ingest(event).then().statusCode(200);
        String hold = given().auth()
                .oauth2(Tokens.carol())
                .contentType("application/json")
                .body("{\"from\":\"2017-05-10T00:00:00Z\",\"to\":\"2017-05-11T00:00:00Z\",\"reason\":\"case 8\"}")
                .post("/audit/retention/holds")
                .then()
                .statusCode(200)
                .extract()
                .path("id");

        erase("yvonne", BASIS).statusCode(409).body("type", equalTo("urn:portolan:problem:on-hold"));

        assertThat(payload(event).at("/state").asText()).isEqualTo("open");
        assertThat(Api.json(find("method", "privacy.erase", "limit", "1"))
                        .at("/records/0/event/outcome/reason")
                        .asText())
                .isEqualTo("ON_HOLD");
        given().auth()
                .oauth2(Tokens.erin())
                .post("/audit/retention/holds/" + hold + "/release")
                .then()
                .statusCode(204);
        erase("yvonne", BASIS).statusCode(200);
        assertThat(payload(event).at("/state").asText()).isEqualTo("erased");
    }

    @Test
    void whatComesLateDoesNotBringThemBackAndWhoComesBackIsSomebodyElse() {
        calls("zacharias", 1);
        String handle = Api.json(erase("zacharias", BASIS)).at("/handle").asText();

        AuditEvent late = Events.intent("zacharias", "github", "late");
        ingest(late).then().statusCode(200);
        AuditEvent back = Events.intent("late").withActor(Beside.again("zacharias"));
        ingest(back).then().statusCode(200);

        JsonNode shown = Api.json(find("target", "late")).at("/records");
        assertThat(shown.at("/1/actor").toString()).isEqualTo("{\"handle\":\"" + handle + "\"}");
        assertThat(payload(late).at("/state").asText()).isEqualTo("erased");
        assertThat(stored.rows("SELECT * FROM audit_payload WHERE event_id = '" + late.eventId() + "'"))
                .isEmpty();
        assertThat(shown.at("/0/actor/name").asText()).isEqualTo("zacharias");
        assertThat(shown.at("/0/actor/handle").asText()).isNotEqualTo(handle);
        assertThat(payload(back).at("/state").asText()).isEqualTo("open");
    }

    @Test
    void whoIsNotThereAndABasisThatNamesThemAreRefused() {
        calls("ursula", 1);

        erase("nobody at all", BASIS).statusCode(404);
        erase("ursula", "Ursula asked for it").statusCode(400).body("detail", containsString("names"));
        erase("ursula", " ").statusCode(400);
        assertThat(ids(find("person", "ursula"))).hasSize(2);
    }

    /** Calls of the person and of somebody else in turn, in one boot. */
    private void calls(String person, int count) {
        for (int i = 0; i < count; i++) {
            call(theirs, person, "tool of " + person);
            call(others, "vera", "tool of vera");
        }
    }

    private void call(List<AuditEvent> into, String person, String tool) {
        int seq = theirs.size() + others.size();
        AuditEvent drawn = Events.intent(person, "github", tool)
                .withArguments(Beside.arguments("{\"q\":\"asked by " + person + "\"}"));
        AuditEvent intent = new AuditEvent(
                drawn.eventId(),
                drawn.kind(),
                drawn.callId(),
                new Source("gw-erased", boot, seq + 1L),
                drawn.actor(),
                drawn.client(),
                drawn.request(),
                drawn.target(),
                drawn.arguments(),
                drawn.decision(),
                drawn.outcome());
        AuditEvent outcome = Events.success(intent);
        into.addAll(List.of(intent, outcome));
        ingest(intent, outcome).then().statusCode(200);
    }

    private static ValidatableResponse erase(String person, String basis) {
        return given().auth()
                .oauth2(Tokens.withRole("privacy-officer"))
                .contentType("application/json")
                .body("{\"issuer\":\"" + Beside.ISSUER + "\",\"subject\":\"" + person + "-sub\",\"basis\":\"" + basis
                        + "\"}")
                .post("/audit/erasures")
                .then();
    }

    private static JsonNode payload(AuditEvent event) {
        return Api.json(given().auth()
                .oauth2(Tokens.withRole("payload-reader"))
                .queryParam("reason", "a test")
                .get("/audit/records/" + event.eventId() + "/payload")
                .then());
    }

    private static String receipt(AuditEvent event) {
        return Api.carol()
                .get("/audit/records/" + event.eventId() + "/proof")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    /** How many of these any key opens that is there now. */
    private long readable(List<List<Object>> payloads) {
        List<DataKey> now = stored.rows("SELECT subject_key, month, wrapped, kek FROM people.data_key").stream()
                .map(row -> DataKey.unwrapped(
                        encryption,
                        new KeyId((Long) row.get(0), ((Date) row.get(1)).toLocalDate()),
                        (String) row.get(3),
                        (byte[]) row.get(2)))
                .flatMap(Optional::stream)
                .toList();
        return payloads.stream()
                .filter(row -> now.stream().anyMatch(key -> key.open((UUID) row.get(0), (byte[]) row.get(1))
                        .isPresent()))
                .count();
    }

    /** Every row of every table but those of people, as a backup of the evidence has them. */
    private String dump() {
        return stored
                .rows("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
                .stream()
                .flatMap(table -> stored.rows("SELECT t::text FROM \"" + table.get(0) + "\" AS t").stream())
                .map(row -> (String) row.get(0))
                .collect(Collectors.joining("\n"));
    }

    private List<VerifierKey> trusted() {
        return keys.all().stream().map(key -> key.verifier()).toList();
    }
}
