package dev.portolan.audit.query;

import static dev.portolan.audit.testing.Api.find;
import static dev.portolan.audit.testing.Api.ids;
import static dev.portolan.audit.testing.Api.ingest;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.testing.Events;
import dev.portolan.audit.testing.Surroundings;
import dev.portolan.audit.testing.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class PagingTest {

    /** Whatever the size of pages, rows that were there at the start come exactly once, newest first. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyRowComesOnceWhileNewOnesArrive(long seed) {
        Random random = new Random(seed);
        String target = "paged " + seed;
        Instant start = Instant.parse("2026-09-01T00:00:00Z");
        List<String> expected = new ArrayList<>();
        List<AuditEvent> events = new ArrayList<>();
        for (int i = 0; i < 137; i++) {
            // several rows share a millisecond, and they lie in three months
            AuditEvent event = Events.intentAt(start.plusSeconds(random.nextInt(60) * 86_400L), target);
            expected.add(event.eventId().toString());
            events.add(event);
        }
        ingest(events.toArray(AuditEvent[]::new));
        expected.sort(java.util.Comparator.reverseOrder());

        List<String> seen = new ArrayList<>();
        Set<Integer> sizes = new HashSet<>();
        String cursor = null;
        do {
            String limit = Integer.toString(1 + random.nextInt(40));
            ValidatableResponse page = cursor == null
                    ? find("target", target, "limit", limit)
                    : find("target", target, "limit", limit, "cursor", cursor);
            seen.addAll(ids(page));
            cursor = page.extract().path("next");
            sizes.add(page.extract().path("tree_size"));
            // of now, and, delivered late, of a time that is still to be shown
            ingest(Events.intent(target), Events.intentAt(start.plusSeconds(random.nextInt(60) * 86_400L), target));
        } while (cursor != null);

        assertThat(seen).containsExactlyElementsOf(expected);
        assertThat(sizes).hasSize(1);
    }

    /** One's name is the other's subject: a text may mean two people. */
    @Test
    void recordsOfTwoPeopleAreOneTrail() {
        List<AuditEvent> events = new ArrayList<>();
        for (String name : List.of("twice", "twice-sub", "twice", "twice-sub", "other twice", "twice")) {
            events.add(Events.intent(name, "db", "t"));
        }
        ingest(events.toArray(AuditEvent[]::new)).then().statusCode(200);
        events.remove(4);

        ValidatableResponse first = find("person", "twice-sub", "limit", "2");
        ValidatableResponse second = find(
                "person", "twice-sub", "limit", "9", "cursor", first.extract().path("next"));

        List<String> seen = new ArrayList<>(ids(first));
        seen.addAll(ids(second));
        List<String> expected = new ArrayList<>();
        events.forEach(event -> expected.add(0, event.eventId().toString()));
        assertThat(seen).containsExactlyElementsOf(expected);
    }

    /** Every place of a cursor is tried in {@link CursorsTest}. */
    @Test
    void aChangedCursorIsRefused() {
        String cursor = cursor();
        char other = cursor.charAt(0) == 'A' ? 'B' : 'A';

        find("target", "turned", "limit", "1", "cursor", other + cursor.substring(1))
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString("cursor"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAA", "!!!", "019aa123-4567-7abc-8def-0123456789ab"})
    void textThatIsNoCursorIsRefused(String text) {
        find("target", "turned", "cursor", text).statusCode(400);
    }

    @Test
    void aCursorServesItsOwnQuestionAlone() {
        find("target", "something else", "limit", "1", "cursor", cursor()).statusCode(400);
    }

    @Test
    void aCursorServesItsOwnReaderAlone() {
        given().auth()
                .oauth2(Tokens.erin())
                .queryParam("target", "turned")
                .queryParam("cursor", cursor())
                .get("/audit/records")
                .then()
                .statusCode(400);
    }

    @Test
    void theSizeOfPagesMayChangeOnTheWay() {
        find("target", "turned", "limit", "7", "cursor", cursor()).statusCode(200);
    }

    private static String cursor() {
        ingest(Events.intent("turned"), Events.intent("turned"));
        return find("target", "turned", "limit", "1").statusCode(200).extract().path("next");
    }
}
