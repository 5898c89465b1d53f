package dev.portolan.audit.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.testing.Api;
import dev.portolan.audit.testing.Events;
import dev.portolan.audit.testing.StoredEvents;
import dev.portolan.audit.testing.Surroundings;
import dev.portolan.audit.testing.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every role at every endpoint. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class RolesTest {

    private static final List<String> ROLES =
            List.of("", "writer", "viewer", "auditor", "operator", "payload-reader", "privacy-officer");

    /** What each role may ask. */
    private static final Map<String, Set<String>> MAY = Map.ofEntries(
            Map.entry("/audit/records", Set.of("viewer", "auditor")),
            Map.entry("/audit/records/{eventId}", Set.of("viewer", "auditor")),
            Map.entry("/audit/records/{eventId}/proof", Set.of("auditor")),
            Map.entry("/audit/records/{eventId}/payload", Set.of("payload-reader")),
            Map.entry("/audit/calls/{callId}", Set.of("viewer", "auditor")),
            Map.entry("/audit/traces/{traceId}", Set.of("viewer", "auditor")),
            Map.entry("/audit/counts", Set.of("viewer", "auditor")),
            Map.entry("/audit/reports", Set.of("auditor")),
            Map.entry("/audit/reports/{name}", Set.of("auditor")),
            Map.entry("/audit/exports", Set.of("auditor")),
            Map.entry("/audit/sources", Set.of("auditor", "operator")),
            Map.entry("/audit/erasures", Set.of("auditor", "privacy-officer")),
            Map.entry("/audit/retention", Set.of("auditor", "operator")));

    /** A stream, and what changes something: asked here by those who may not. */
    private static final Map<String, Set<String>> MAY_BEGIN = Map.of(
            "/audit/tail", Set.of("auditor"),
            "/audit/epochs", Set.of("operator"),
            "/audit/sources/{bootId}/loss", Set.of("operator"),
            "/audit/erasures", Set.of("privacy-officer"),
            "/audit/exports/{callId}", Set.of("auditor"),
            "/audit/retention/holds", Set.of("auditor"),
            "/audit/retention/holds/{id}/release", Set.of("auditor"));

    private static final Set<String> ASKED = Set.of("/audit/tail", "/audit/exports/{callId}");

    @Inject
    StoredEvents stored;

    @Test
    void eachRoleMayAskWhatItMayAndNothingElse() {
        AuditEvent event = Events.intent("asked by roles");
        Api.ingest(event);

        for (Map.Entry<String, Set<String>> endpoint : MAY.entrySet()) {
            String path = endpoint.getKey()
                    .replace("{eventId}", event.eventId().toString())
                    .replace("{callId}", event.callId().toString())
                    .replace("{traceId}", event.request().traceId())
                    .replace("{name}", "denied-calls");
            for (String role : ROLES) {
                int status = given().auth()
                        .oauth2(Tokens.withRole(role))
                        .queryParams(path.endsWith("/payload") ? Map.of("reason", "asked by roles") : Map.of())
                        .get(path)
                        .statusCode();
                assertThat(status)
                        .as(role + " at " + path)
                        // 503: the record is not under a signed checkpoint yet
                        .isIn(endpoint.getValue().contains(role) ? Set.of(200, 503) : Set.of(403));
            }
            assertThat(given().get(path).statusCode()).as("nobody at " + path).isEqualTo(401);
        }
    }

    @Test
    void whoMayNotBeginIsRefused() {
        MAY_BEGIN.forEach((path, may) -> {
            for (String role : ROLES) {
                if (!may.contains(role)) {
                    int status = given().auth()
                            .oauth2(Tokens.withRole(role))
                            .contentType("application/json")
                            .body(ASKED.contains(path) ? "" : "{}")
                            .request(
                                    ASKED.contains(path) ? "GET" : "POST",
                                    path.replaceAll(
                                            "\\{\\w+}", Events.IDS.next().toString()))
                            .statusCode();
                    assertThat(status).as(role + " at " + path).isEqualTo(403);
                }
            }
        });
    }

    @Test
    void everyEndpointOfTheTrailIsInThisMatrix() throws IOException {
        JsonNode paths = new ObjectMapper()
                .readTree(given().accept("application/json").get("/q/openapi").asByteArray())
                .path("paths");

        Set<String> seen = new TreeSet<>();
        paths.fieldNames().forEachRemaining(path -> {
            if (path.startsWith("/audit")) {
                seen.add(path);
            }
        });
        Set<String> known = new TreeSet<>(MAY.keySet());
        known.addAll(MAY_BEGIN.keySet());
        assertThat(seen).isEqualTo(known);
        paths.forEach(methods -> methods.fieldNames()
                .forEachRemaining(method -> assertThat(method).isIn("get", "post", "parameters")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"viewer", "auditor", "operator", "writer", "payload-reader", "privacy-officer"})
    void nobodyMayUpdateOrDelete(String role) {
        AuditEvent event = Events.intent("not to be touched");
        Api.ingest(event);

        for (String path :
                List.of("/audit/records/" + event.eventId(), "/audit/records", "/audit/calls/" + event.callId())) {
            for (String method : List.of("PUT", "PATCH", "DELETE", "POST")) {
                assertThat(given().auth()
                                .oauth2(Tokens.withRole(role))
                                .contentType("application/json")
                                .body("{}")
                                .request(method, path)
                                .statusCode())
                        .isBetween(400, 499);
            }
        }
        assertThat(stored.canonical(event)).isEqualTo(event.canonical());
    }

    @Test
    void theRecordOfALookSaysByWhichRole() {
        given().auth()
                .oauth2(Tokens.withRole("viewer"))
                .queryParam("target", "by role")
                .get("/audit/records");

        JsonNode look = Api.json(Api.find("person", "one-viewer", "outcome", "success", "limit", "1"))
                .at("/records/0/event");
        assertThat(look.at("/decision/rule").asText()).isEqualTo("role viewer");
    }
}
