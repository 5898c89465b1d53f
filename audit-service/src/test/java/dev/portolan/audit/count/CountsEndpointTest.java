package dev.portolan.audit.count;

import static dev.portolan.audit.testing.Api.find;
import static dev.portolan.audit.testing.Api.ingest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.testing.Api;
import dev.portolan.audit.testing.RandomEvents;
import dev.portolan.audit.testing.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class CountsEndpointTest {

    private static final List<AuditEvent> EVENTS = new ArrayList<>();

    @BeforeAll
    static void events() {
        if (EVENTS.isEmpty()) {
            RandomEvents source = new RandomEvents(11, "counted ", Instant.parse("2024-06-01T00:00:00Z"), 2 * 86_400);
            for (int i = 0; i < 300; i++) {
                EVENTS.add(source.next());
            }
        }
    }

    @Test
    void everyRecordIsCountedInItsHourAndItsGroup() {
        ingest(EVENTS.toArray(AuditEvent[]::new));
        Map<String, Long> expected = new HashMap<>();
        for (AuditEvent event : EVENTS) {
            if (event.kind() != AuditEvent.Kind.INTENT) {
                expected.merge(
                        event.occurredAt().truncatedTo(ChronoUnit.HOURS) + " "
                                + event.outcome().code().name().toLowerCase(Locale.ROOT) + " "
                                + event.target().connector(),
                        1L,
                        Long::sum);
            }
        }

        Map<String, Long> counted = new HashMap<>();
        for (JsonNode line :
                Api.json(count("by", "hour", "group", "connector,outcome")).at("/counts")) {
            counted.put(
                    line.at("/time").asText() + " " + line.at("/outcome").asText() + " "
                            + line.path("connector").asText(""),
                    line.at("/records").asLong());
        }

        assertThat(counted).isEqualTo(expected);
    }

    @Test
    void requestsCountWhatCoalescedRecordsStandFor() {
        ingest(EVENTS.toArray(AuditEvent[]::new));

        JsonNode all = Api.json(count("by", "none", "kind", "coalesced"));

        assertThat(all.at("/counts/0/requests").asLong())
                .isEqualTo(EVENTS.stream()
                        .filter(event -> event.kind() == AuditEvent.Kind.COALESCED)
                        .mapToLong(event -> event.outcome().count())
                        .sum());
        assertThat(all.at("/truncated").asBoolean()).isFalse();
    }

    @Test
    void moreLinesThanAskedForAreSaidToBeLeftOut() {
        ingest(EVENTS.toArray(AuditEvent[]::new));

        JsonNode answer = Api.json(count("by", "hour", "limit", "2"));

        assertThat(answer.at("/counts")).hasSize(2);
        assertThat(answer.at("/truncated").asBoolean()).isTrue();
    }

    @Test
    void aCountIsOnRecord() {
        count("connector", "counted for the record", "group", "person").statusCode(200);

        JsonNode look = Api.json(find("target", "/audit/counts", "limit", "1")).at("/records/0/event");
        assertThat(look.at("/arguments/json").asText())
                .contains("\"connector\":\"counted for the record\"", "\"group\":\"person\"", "\"by\":\"day\"");
    }

    @ParameterizedTest
    @CsvSource({"by, week", "group, colour", "group, 'person,tool,kind,method,reason'", "limit, 0", "colour, red"})
    void whatCannotBeReadIsRefusedByName(String name, String value) {
        count(name, value).statusCode(400).body("detail", containsString(name));
    }

    private static ValidatableResponse count(String... parameters) {
        RequestSpecification request =
                Api.carol().queryParam("from", "2024-06-01T00:00:00Z").queryParam("to", "2024-06-03T00:00:00Z");
        for (int i = 0; i < parameters.length; i += 2) {
            request.queryParam(parameters[i], parameters[i + 1]);
        }
        return request.get("/audit/counts").then();
    }
}
