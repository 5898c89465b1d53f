package dev.portolan.connector.github.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.portolan.standin.github.Exchange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The judge itself: what breaks the description is found, or every other test's judgement would mean nothing. */
class JudgeTest {

    @BeforeEach
    void needsTheDescription() {
        assumeTrue(
                Judge.instance().isPresent(),
                "SKIPPED: npm is missing or offline, so no exchange is held against GitHub's description");
    }

    @Test
    void aWriteWithoutItsTitleIsFound() {
        // Given
        Exchange exchange = post("{\"body\":\"no title\"}");

        // When
        List<String> faults = faults(exchange);

        // Then
        assertThat(faults).anyMatch(fault -> fault.contains("title"));
    }

    @Test
    void aParameterOfAWrongValueIsFound() {
        assertThat(faults(get("/repos/acme/storefront/issues?state=ajar", "[]")))
                .anyMatch(fault -> fault.contains("state"));
    }

    @Test
    void anAnswerWithoutARequiredFieldIsFound() {
        assertThat(faults(get("/repos/acme/storefront", "{\"id\":1}"))).anyMatch(fault -> fault.contains("full_name"));
    }

    @Test
    void anAddressThatIsNotDescribedIsFound() {
        assertThat(faults(get("/repos/acme/storefront/nothing", "{}"))).isNotEmpty();
    }

    private static Exchange get(String path, String answer) {
        return new Exchange(
                "GET",
                path,
                Map.of("accept", List.of("application/vnd.github+json")),
                "",
                200,
                Map.of(),
                answer,
                false);
    }

    private static Exchange post(String body) {
        return new Exchange("POST", "/repos/acme/storefront/issues", Map.of(), body, 201, Map.of(), "{}", true);
    }

    private static List<String> faults(Exchange exchange) {
        return Judge.instance().orElseThrow().faults(exchange);
    }
}
