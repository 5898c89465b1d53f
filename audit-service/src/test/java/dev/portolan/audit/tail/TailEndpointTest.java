package dev.portolan.audit.tail;

import static dev.portolan.audit.testing.Api.find;
import static dev.portolan.audit.testing.Api.ingest;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.testing.Api;
import dev.portolan.audit.testing.Events;
import dev.portolan.audit.testing.Surroundings;
import dev.portolan.audit.testing.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class TailEndpointTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    TailConfig config;

    /** Listens, breaks off, comes back with the last id: every record comes once, in the order of the log. */
    @Test
    void whoComesBackMissesNothingAndHearsNothingTwice() throws Exception {
        List<String> sent = new ArrayList<>();
        List<String> heard = new ArrayList<>();
        String last;
        try (Ear first = new Ear("tailed", "")) {
            send(sent, 5);
            await().atMost(PATIENCE).until(() -> first.heard().size() >= 5);
            heard.addAll(first.heard().subList(0, 3));
            last = first.ids().get(2);
        }
        send(sent, 4);
        try (Ear second = new Ear("tailed", last)) {
            send(sent, 3);
            await().atMost(PATIENCE).until(() -> second.heard().size() >= 9);
            heard.addAll(second.heard());
        }

        assertThat(heard).containsExactlyElementsOf(sent);
    }

    @Test
    void aTailIsOnRecordFromItsBeginningToItsEnd() throws Exception {
        String callId;
        try (Ear ear = new Ear("tail on record", "")) {
            ingest(Events.intent("tail on record"));
            await().atMost(PATIENCE).until(() -> ear.heard().size() == 1);
            JsonNode begun = Api.json(find("method", "audit.tail", "kind", "intent", "limit", "1"))
                    .at("/records/0/event");
            assertThat(begun.at("/arguments/json").asText()).contains("tail on record", "\"after\":\"");
            callId = begun.at("/call_id").asText();
        }

        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode end = Api.json(find("call_id", callId, "kind", "outcome")).at("/records/0/event/outcome");
            assertThat(end.at("/code").asText()).isEqualTo("client_gone");
            assertThat(end.at("/count").asInt()).isEqualTo(1);
        });
    }

    @Test
    void listenersAreBounded() throws Exception {
        List<Ear> ears = new CopyOnWriteArrayList<>();
        try {
            for (int i = 0; i < config.maxListeners(); i++) {
                ears.add(new Ear("crowd", ""));
            }
            Api.carol().get("/audit/tail?target=crowd").then().statusCode(503);
        } finally {
            for (Ear ear : ears) {
                ear.close();
            }
        }
        await().atMost(PATIENCE).untilAsserted(() -> {
            try (Ear ear = new Ear("crowd", "")) {
                assertThat(ear.status()).isEqualTo(200);
            }
        });
    }

    @Test
    void aPlaceThatIsNoneIsRefused() {
        given().auth()
                .oauth2(Tokens.carol())
                .header("Last-Event-ID", "1; DROP TABLE audit_event")
                .get("/audit/tail")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    private static void send(List<String> sent, int count) {
        for (int i = 0; i < count; i++) {
            AuditEvent event = Events.intent("tailed");
            ingest(event);
            sent.add(event.eventId().toString());
        }
    }

    /** A listener to the records of one target. */
    private static final class Ear implements AutoCloseable {

        private final List<String> ids = new CopyOnWriteArrayList<>();
        private final List<String> heard = new CopyOnWriteArrayList<>();
        private final HttpResponse<InputStream> response;

        Ear(String target, String last) throws IOException, InterruptedException {
            int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port
                            + "/audit/tail?target=" + URLEncoder.encode(target, StandardCharsets.UTF_8)))
                    .header("Authorization", "Bearer " + Tokens.carol())
                    .header("Accept", "text/event-stream");
            if (!last.isEmpty()) {
                request.header("Last-Event-ID", last);
            }
            response = HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            Thread reader = new Thread(this::listen, "ear");
            reader.setDaemon(true);
            reader.start();
        }

        int status() {
            return response.statusCode();
        }

        List<String> heard() {
            return heard;
        }

        /** Ids of the events that carried records. */
        List<String> ids() {
            return ids;
        }

        private void listen() {
            try (java.util.Scanner lines = new java.util.Scanner(response.body(), StandardCharsets.UTF_8)) {
                String id = "";
                while (lines.hasNextLine()) {
                    String line = lines.nextLine();
                    if (line.startsWith("id:")) {
                        id = line.substring(3).strip();
                    } else if (line.startsWith("data:") && line.contains("\"event_id\"")) {
                        ids.add(id);
                        heard.add(line.replaceAll(".*\"event_id\":\"([0-9a-f-]+)\".*", "$1"));
                    }
                }
            }
        }

        @Override
        public void close() throws IOException {
            response.body().close();
        }
    }
}
