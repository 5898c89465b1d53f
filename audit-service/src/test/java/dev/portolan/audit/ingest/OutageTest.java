package dev.portolan.audit.ingest;

import static dev.portolan.audit.testing.Api.ingest;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.testing.Api;
import dev.portolan.audit.testing.Events;
import dev.portolan.audit.testing.RestartablePostgres;
import dev.portolan.audit.testing.StoredEvents;
import dev.portolan.audit.testing.Surroundings;
import dev.portolan.audit.testing.ThePostgres;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class OutageTest {

    @ThePostgres
    RestartablePostgres postgres;

    @Inject
    StoredEvents stored;

    @AfterEach
    void back() {
        postgres.ensureStarted();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(ready().statusCode()).isEqualTo(200));
    }

    @Test
    void withoutPostgresIngestIsRefusedAtOnceAndResumesByItself() {
        AuditEvent before = Events.intent("before outage");
        AuditEvent during = Events.intent("during outage");
        ingest(before).then().statusCode(200);

        postgres.stop();
        Response refused = ingest(during);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(refused.contentType()).startsWith("application/problem+json");
        // one second to wait for a connection, and as much again for a busy machine
        assertThat(ingest(during).timeIn(java.util.concurrent.TimeUnit.MILLISECONDS))
                .isLessThan(2_000);

        postgres.start();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(ingest(during).statusCode()).isEqualTo(200));
        assertThat(stored.canonical(before)).isEqualTo(before.canonical());
        assertThat(stored.canonical(during)).isEqualTo(during.canonical());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/audit/records", "/audit/counts", "/audit/sources", "/tlog/main/checkpoint"})
    void withoutPostgresReadersAreToldToComeBackAndNothingForeignIsSaid(String path) {
        postgres.stop();

        Response refused = Api.carol().get(path);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(refused.asString()).doesNotContainIgnoringCase("exception").doesNotContain("localhost");
    }

    @Test
    void exportsThatWereRefusedTakeNobodysPlace() {
        postgres.stop();
        // more than there may be at a time
        for (int i = 0; i < 3; i++) {
            assertThat(export("log")).isGreaterThanOrEqualTo(500);
        }

        postgres.start();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(export("none")).isEqualTo(200));
    }

    private static int export(String proofs) {
        return Api.carol()
                .queryParam("proofs", proofs)
                .queryParam("from", "2016-01-01T00:00:00Z")
                .queryParam("to", "2016-01-02T00:00:00Z")
                .get("/audit/exports")
                .statusCode();
    }

    @Test
    void withoutPostgresTheServiceIsAliveButNotReady() {
        assertThat(ready().statusCode()).isEqualTo(200);

        postgres.stop();

        assertThat(ready().statusCode()).isEqualTo(503);
        assertThat(ready().asString()).contains("\"postgresql\"").contains("DOWN");
        assertThat(management("/q/health/live").statusCode()).isEqualTo(200);
    }

    private static Response ready() {
        return management("/q/health/ready");
    }

    private static Response management(String path) {
        int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        return given().get("http://localhost:" + port + path);
    }
}
