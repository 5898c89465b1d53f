package dev.portolan.audit.retention;

import static dev.portolan.audit.testing.Api.find;
import static dev.portolan.audit.testing.Api.ids;
import static dev.portolan.audit.testing.Api.ingest;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.ledger.LedgerUnavailable;
import dev.portolan.audit.ledger.note.Drops;
import dev.portolan.audit.testing.Api;
import dev.portolan.audit.testing.Events;
import dev.portolan.audit.testing.RandomEvents;
import dev.portolan.audit.testing.StoredEvents;
import dev.portolan.audit.testing.Surroundings;
import dev.portolan.audit.testing.Tokens;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class RetentionStoreTest {

    private static final String USAGE = "SELECT day FROM usage_day WHERE day >= '2016-03-01' AND day < '2016-04-01'";

    private static final String WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = ?::regclass";

    @Inject
    AgroalDataSource database;

    @Inject
    RetentionStore store;

    @Inject
    Drops drops;

    @Inject
    StoredEvents stored;

    @Test
    void aMonthGoesWithItsRollupsAndCompletenessCanStillBeTold() {
        Month march = month(2016, 3);
        RandomEvents source = new RandomEvents(3, "dropped ", Instant.parse("2016-03-10T00:00:00Z"), 3600);
        AuditEvent[] events = Stream.generate(source::next).limit(20).toArray(AuditEvent[]::new);
        ingest(events);
        AuditEvent other = Events.intentAt(Instant.parse("2016-04-10T00:00:00Z"), "not dropped");
        ingest(other);
        assertThat(store.months()).contains(march);
        assertThat(stored.rows(USAGE)).isNotEmpty();

        long dropped = drop(march, march.end());

        assertThat(dropped).isEqualTo(events.length);
        assertThat(store.months()).doesNotContain(march);
        assertThat(ids(find("from", "2016-03-01T00:00:00Z", "to", "2016-04-01T00:00:00Z")))
                .isEmpty();
        assertThat(ids(find("target", "not dropped")))
                .containsExactly(other.eventId().toString());
        for (AuditEvent event : events) {
            assertThat(stored.one(
                            "SELECT count(*) FROM audit_missing WHERE boot_id = ?",
                            event.source().bootId()))
                    .isEqualTo(0L);
        }
        assertThat(stored.rows(USAGE)).isEmpty();
    }

    /** A question locks the table before its months: here it has come so far when the drop begins. */
    @Test
    void aQuestionThatCameBeforeAndADropDoNotWaitForEachOther() throws Exception {
        Month february = month(2016, 2);
        ingest(Events.intentAt(Instant.parse("2016-02-10T00:00:00Z"), "asked for"));
        CompletableFuture<Long> dropped;
        try (Connection asking = database.getConnection();
                Statement question = asking.createStatement()) {
            asking.setAutoCommit(false);
            question.execute("LOCK TABLE ONLY audit_event IN ACCESS SHARE MODE");
            dropped = CompletableFuture.supplyAsync(() -> drop(february, february.end()));
            await().until(() -> (long) stored.one(WAITING, "audit_event") == 1);

            question.execute(
                    "SELECT FROM audit_event WHERE occurred_at >= '2016-02-01Z' AND occurred_at < '2016-03-01Z'");

            asking.rollback();
        }
        assertThat(dropped.get(20, TimeUnit.SECONDS)).isEqualTo(1);
    }

    @Test
    void aMonthThatIsNotOldEnoughStaysWhoeverAsks() {
        Month may = month(2016, 5);
        AuditEvent kept = Events.intentAt(Instant.parse("2016-05-01T00:00:00Z"), "kept");
        ingest(kept);

        assertThatExceptionOfType(LedgerUnavailable.class)
                .isThrownBy(() -> drop(may, may.end().minusSeconds(1)))
                .satisfies(refused -> assertThat(refused.sqlState()).isEqualTo("55000"));
        assertThatExceptionOfType(LedgerUnavailable.class)
                .isThrownBy(() ->
                        drop(new Month(YearMonth.now(java.time.ZoneOffset.UTC)), Instant.parse("2100-01-01T00:00:00Z")))
                .satisfies(refused -> assertThat(refused.sqlState()).isEqualTo("55000"));

        assertThat(ids(find("target", "kept"))).hasSize(1);
    }

    @Test
    void aHoldKeepsAMonthUntilAnotherAuditorReleasesIt() {
        Month june = month(2016, 6);
        ingest(Events.intentAt(Instant.parse("2016-06-30T23:59:59Z"), "held"));
        String hold = place(Tokens.carol(), "2016-06-30T12:00:00Z", "2016-07-01T12:00:00Z", "case 7")
                .statusCode(200)
                .extract()
                .path("id");

        assertThatExceptionOfType(LedgerUnavailable.class)
                .isThrownBy(() -> drop(june, june.end()))
                .satisfies(refused -> assertThat(refused.sqlState()).isEqualTo("55006"));
        release(Tokens.carol(), hold).statusCode(404);
        assertThatExceptionOfType(LedgerUnavailable.class).isThrownBy(() -> drop(june, june.end()));
        release(Tokens.erin(), hold).statusCode(204);
        release(Tokens.erin(), hold).statusCode(404);
        assertThat(drop(june, june.end())).isEqualTo(1);

        JsonNode placed = Api.json(find("method", "audit.hold", "kind", "outcome", "limit", "1"));
        assertThat(placed.at("/records/0/event/arguments/mode").asText()).isEqualTo("redacted");
        JsonNode released = Api.json(find("method", "audit.release", "outcome", "success", "limit", "1"));
        assertThat(released.at("/records/0/actor/name").asText()).isEqualTo("erin");
    }

    @Test
    void aHoldThatIsNoneIsRefused() {
        place(Tokens.carol(), "2016-07-02T00:00:00Z", "2016-07-01T00:00:00Z", "backwards")
                .statusCode(400);
        place(Tokens.carol(), "2016-07-01T00:00:00Z", "2016-07-02T00:00:00Z", " ")
                .statusCode(400);
        release(Tokens.erin(), "7").statusCode(400);
    }

    @Test
    void anOperatorSeesWhatIsKeptAndNoRecord() {
        JsonNode state = Api.json(given().auth()
                .oauth2(Tokens.withRole("operator"))
                .get("/audit/retention")
                .then());

        assertThat(state.at("/months").toString())
                .contains(YearMonth.now(java.time.ZoneOffset.UTC).toString());
        assertThat(state.at("/due")).isEmpty();
        assertThat(state.has("keep_days")).isFalse();
    }

    private long drop(Month month, Instant keptFrom) {
        return drops.drop(month.month(), keptFrom, UUID.randomUUID(), Duration.ofMinutes(1));
    }

    private Month month(int year, int month) {
        Month made = new Month(YearMonth.of(year, month));
        stored.one("SELECT audit_make_partition(?::timestamptz)", made.start().toString());
        return made;
    }

    private static ValidatableResponse place(String token, String from, String to, String reason) {
        return given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body("{\"from\":\"" + from + "\",\"to\":\"" + to + "\",\"reason\":\"" + reason + "\"}")
                .post("/audit/retention/holds")
                .then();
    }

    private static ValidatableResponse release(String token, String hold) {
        return given().auth()
                .oauth2(token)
                .post("/audit/retention/holds/" + hold + "/release")
                .then();
    }
}
