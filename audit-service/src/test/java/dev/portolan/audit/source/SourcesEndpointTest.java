package dev.portolan.audit.source;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.testing.Events;
import dev.portolan.audit.testing.StoredLog;
import dev.portolan.audit.testing.Surroundings;
import dev.portolan.audit.testing.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class SourcesEndpointTest {

    @Inject
    StoredLog log;

    private final UUID boot = UUID.randomUUID();
    private final String gateway = "gw-" + boot;

    @AfterEach
    void rowsTreeAndNumbersAgree() {
        log.assertWhole();
    }

    @Test
    void aBootThatHasMoreThanIsHereIsSeen() {
        send(Events.boot(boot, 1, 3), head(boot, 7, "spool-a")).statusCode(200);

        state().body("find { it.boot_id == '" + boot + "' }.received", equalTo(3));
        state().body("find { it.boot_id == '" + boot + "' }.head", equalTo(7));
        state().body("find { it.boot_id == '" + boot + "' }.replaced", equalTo(false));
    }

    @Test
    void aLostMediumIsAnEntryOfTheLogAndNotMissing() {
        send(Events.boot(boot, 1, 3), head(boot, 7, "spool-a")).statusCode(200);
        UUID next = UUID.randomUUID();
        send(Events.boot(next, 1, 1), head(next, 1, "spool-b")).statusCode(200);
        state().body("find { it.boot_id == '" + boot + "' }.replaced", equalTo(true));

        declare(boot, Map.of("cause", "the disk of gw-1 broke"))
                .statusCode(200)
                .body("first", equalTo(4))
                .body("lost", equalTo(4))
                .body("closed", equalTo(true));

        assertThat(noted("'\"cause\":\"the disk of gw-1 broke\"'")).isEqualTo(1);
        assertThat(noted("'\"first\":4'")).isEqualTo(1);
        assertThat(noted("'\"last\":7'")).isEqualTo(1);
        send(Events.boot(boot, 8, 1), "").statusCode(409).body("type", equalTo("urn:portolan:problem:fenced"));
    }

    /** Its first records are gone, or its spool was pointed at another database: it would be sent back for ever. */
    @Test
    void aBootWhoseBeginningIsLostGoesOn() {
        send(Events.boot(boot, 5, 2), "")
                .statusCode(409)
                .body("expected", equalTo(1))
                .body("found", equalTo(5));

        declare(boot, Map.of("cause", "spool of another installation", "through", 4))
                .statusCode(200)
                .body("lost", equalTo(4))
                .body("closed", equalTo(false));

        send(Events.boot(boot, 5, 2), "").statusCode(200).body("accepted", equalTo(2));
        assertThat(log.last(boot)).isEqualTo(6);
    }

    @Test
    void aLossNeedsACause() {
        declare(boot, Map.of("through", 4)).statusCode(400);
        declare(boot, Map.of("cause", "x", "through", 0)).statusCode(400);
    }

    @Test
    void aLogThatCanBeGoneOnWithIsNotBegunAnew() {
        given().auth()
                .oauth2(Tokens.withRole("operator"))
                .contentType("application/json")
                .body(Map.of("cause", "curiosity"))
                .post("/audit/epochs")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:portolan:problem:log-continues"));
    }

    private long noted(String part) {
        return log.number("SELECT count(*) FROM audit_note WHERE boot_id = '" + boot + "' AND position(" + part
                + " in entry) > 0");
    }

    private String head(UUID of, long seq, String spool) {
        return of + " " + seq + " " + spool + " " + gateway;
    }

    private static ValidatableResponse state() {
        return given().auth()
                .oauth2(Tokens.withRole("operator"))
                .get("/audit/sources")
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse declare(UUID boot, Map<String, Object> loss) {
        return given().auth()
                .oauth2(Tokens.withRole("operator"))
                .contentType("application/json")
                .body(loss)
                .post("/audit/sources/" + boot + "/loss")
                .then();
    }

    private static ValidatableResponse send(List<AuditEvent> events, String head) {
        return given().auth()
                .oauth2(Tokens.writer())
                .contentType("application/json")
                .header("Portolan-Audit-Head", head)
                .body(Events.batch(events))
                .post("/ingest")
                .then();
    }
}
