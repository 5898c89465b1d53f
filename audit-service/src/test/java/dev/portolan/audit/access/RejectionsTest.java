package dev.portolan.audit.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.audit.testing.StoredEvents;
import dev.portolan.audit.testing.Surroundings;
import dev.portolan.audit.testing.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever this service turns away is on record, too. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class RejectionsTest {

    private static final String OF_AGENT = "SELECT count(*) FROM audit_event WHERE canonical LIKE ?";
    private static final String REFUSED = "SELECT coalesce(sum(CASE kind WHEN 'coalesced'"
            + " THEN (canonical::jsonb #>> '{outcome,count}')::bigint ELSE 1 END), 0)::bigint FROM audit_event"
            + " WHERE canonical::jsonb #>> '{outcome,reason}' = ?";

    @Inject
    StoredEvents stored;

    private final String agent = UUID.randomUUID().toString();

    @ParameterizedTest
    @CsvSource({
        "nobody,  GET,    /audit/records,              401, denied UNAUTHENTICATED anonymous audit.query",
        "viewer,  GET,    /audit/records?limit=none,   400, protocol_error MALFORMED user audit.query",
        "viewer,  GET,    /audit/reports,              403, denied FORBIDDEN user audit.query",
        "viewer,  GET,    /audit/records/none,         400, protocol_error MALFORMED user audit.query",
        "viewer,  GET,    /audit/none,                 404, protocol_error MALFORMED anonymous audit.query",
        "viewer,  DELETE, /audit/records,              405, protocol_error MALFORMED anonymous audit.query",
        "nobody,  POST,   /ingest,                     401, denied UNAUTHENTICATED anonymous audit.ingest",
        "viewer,  POST,   /ingest,                     403, denied FORBIDDEN user audit.ingest",
        "writer,  POST,   /ingest,                     400, protocol_error MALFORMED user audit.ingest",
        "nobody,  GET,    /elsewhere,                  404, protocol_error MALFORMED anonymous -",
    })
    void whoeverIsTurnedAwayIsOnRecordOnce(String role, String method, String path, int status, String recorded)
            throws IOException {
        RequestSpecification request = given().header("User-Agent", agent);
        if (!role.equals("nobody")) {
            request.auth().oauth2(Tokens.withRole(role));
        }
        if (method.equals("POST")) {
            request.contentType("application/json").body("{");
        }

        assertThat(request.request(method, path).statusCode()).isEqualTo(status);

        Awaitility.await().until(() -> !stored.one(OF_AGENT, "%" + agent + "%").equals(0L));
        assertThat(stored.one(OF_AGENT, "%" + agent + "%")).isEqualTo(1L);
        JsonNode record = new ObjectMapper()
                .readTree(stored.one("SELECT canonical FROM audit_event WHERE canonical LIKE ?", "%" + agent + "%")
                        .toString());
        assertThat(record.at("/outcome/code").asText() + " "
                        + record.at("/outcome/reason").asText() + " "
                        + record.at("/actor/type").asText() + " "
                        + record.at("/request/method").asText())
                .isEqualTo(recorded);
        assertThat(record.at("/outcome/http_status").asInt()).isEqualTo(status);
    }

    @Test
    void aFloodOfStrangersIsCountedExactly() {
        long before = (Long) stored.one(REFUSED, "UNAUTHENTICATED");
        int sent = 120;

        List<CompletableFuture<Void>> flood = IntStream.range(0, 6)
                .mapToObj(thread -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < sent / 6; i++) {
                        assertThat(given().header("User-Agent", agent)
                                        .get("/audit/records")
                                        .statusCode())
                                .isEqualTo(401);
                    }
                }))
                .toList();
        flood.forEach(CompletableFuture::join);

        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        (Long) stored.one(REFUSED, "UNAUTHENTICATED") - before)
                .isEqualTo(sent));
        assertThat((Long) stored.one(OF_AGENT, "%" + agent + "%")).isLessThan(sent);
    }
}
