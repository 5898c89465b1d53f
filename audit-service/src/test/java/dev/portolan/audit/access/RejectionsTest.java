package dev.portolan.audit.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.audit.event.Actor;
import dev.portolan.audit.event.Client;
import dev.portolan.audit.testing.StoredEvents;
import dev.portolan.audit.testing.Surroundings;
import dev.portolan.audit.testing.Tokens;
import io.opentelemetry.api.trace.SpanContext;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
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

    /** Requests answered with this status that came from there, told apart or not. */
    private static final String REFUSED = "SELECT coalesce(sum(CASE kind WHEN 'coalesced'"
            + " THEN (canonical::jsonb #>> '{outcome,count}')::bigint ELSE 1 END), 0)::bigint FROM audit_event"
            + " WHERE canonical::jsonb #>> '{outcome,http_status}' || ' ' || (canonical::jsonb #>> '{client,address}')"
            + " LIKE ?";

    @Inject
    StoredEvents stored;

    @Inject
    Rejections rejections;

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
        // Given
        Reader stranger = new Reader(
                Actor.Type.ANONYMOUS,
                Who.SELF,
                "",
                new Client("", "", "203.0.113.9", agent),
                "GET",
                SpanContext.getInvalid(),
                "none");
        int sent = 1_000;

        // When
        IntStream.range(0, sent)
                .parallel()
                .forEach(i -> rejections.rejected(stranger, Access.rejected("/audit/records", 401)));

        // Then
        Awaitility.await().until(() -> refused("401 203.0.113.%") == sent);
        assertThat(refused("401 203.0.113.9")).isBetween(1L, sent - 1L);
        assertThat(refused("401 203.0.113.0/24")).isEqualTo(sent - refused("401 203.0.113.9"));
    }

    /** No other test is answered like this so often, so that what it left behind is not taken for these. */
    @Test
    void ofManyRequestsAtOnceNoneIsMissing() {
        long before = refused("405 127.0.0.%");
        int threads = 6;
        int each = 20;

        List<CompletableFuture<Void>> flood = IntStream.range(0, threads)
                .mapToObj(thread -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < each; i++) {
                        assertThat(given().delete("/audit/records").statusCode())
                                .isEqualTo(405);
                    }
                }))
                .toList();
        flood.forEach(CompletableFuture::join);

        Awaitility.await().until(() -> refused("405 127.0.0.%") - before == (long) threads * each);
    }

    private long refused(String statusAndAddress) {
        return (Long) stored.one(REFUSED, statusAndAddress);
    }
}
