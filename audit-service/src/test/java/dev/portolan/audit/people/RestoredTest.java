package dev.portolan.audit.people;

import static dev.portolan.audit.testing.Api.ingest;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.testing.Beside;
import dev.portolan.audit.testing.Events;
import dev.portolan.audit.testing.RestartablePostgres;
import dev.portolan.audit.testing.Surroundings;
import dev.portolan.audit.testing.ThePostgres;
import dev.portolan.audit.testing.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** PostgreSQL loses its last commits while the service goes on, and gateways send them again. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class RestoredTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @ThePostgres
    RestartablePostgres postgres;

    @AfterEach
    void back() {
        postgres.ensureStarted();
    }

    @Test
    void whatIsSentAgainStillSaysWhoActedAndWhatWasSent() {
        AuditEvent lost = Events.intent("nora", "github", "sent again")
                .withArguments(Beside.arguments("{\"q\":\"what nora asked\"}"));
        Path backup = postgres.backup();
        sent(lost);

        postgres.restore(backup);
        sent(lost);

        Response payload = await().atMost(LONG).until(() -> payloadOf(lost), answer -> answer.statusCode() == 200);
        assertThat(payload.<String>path("actor.name")).isEqualTo("nora");
        assertThat(payload.<String>path("state")).isEqualTo("open");
        assertThat(payload.<String>path("arguments.text")).isEqualTo("{\"q\":\"what nora asked\"}");
    }

    /** The pool may still have connections to the server that was. */
    private static Response payloadOf(AuditEvent event) {
        return given().auth()
                .oauth2(Tokens.withRole("payload-reader"))
                .queryParam("reason", "a test")
                .get("/audit/records/" + event.eventId() + "/payload");
    }

    private static void sent(AuditEvent event) {
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(ingest(event).statusCode()).isEqualTo(200));
    }
}
