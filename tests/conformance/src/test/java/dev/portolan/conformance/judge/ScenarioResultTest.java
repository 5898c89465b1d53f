package dev.portolan.conformance.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.mcp.JsonSlice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioResultTest {
    @ParameterizedTest
    @CsvSource({
        "'tools-list SUCCESS, wire-schema-valid SUCCESS', PASS",
        "'tools-list SUCCESS, other INFO', PASS",
        "'tools-list SUCCESS, other WARNING', WARN",
        "'tools-list SUCCESS, other WARNING, another FAILURE', FAIL",
        "'wire-schema-valid SUCCESS, another FAILURE', FAIL",
        "'wire-schema-valid SUCCESS', NONE",
        "'wire-schema-valid SUCCESS, other SKIPPED', NONE",
        "'other WARNING', NONE",
        "'other INFO', NONE",
        "'', NONE"
    })
    void nothingCountsAsPassedThatProvesNothing(String checks, Verdict verdict) {
        assertThat(result(checks).verdict()).isEqualTo(verdict);
    }

    @Test
    void whatIsAmissIsSaid() {
        ScenarioResult result = result("a FAILURE, b WARNING, c SKIPPED, d SUCCESS");

        assertThat(result.complaints()).containsExactly("FAILURE a: why", "WARNING b: why");
        assertThat(result.skipped()).containsExactly("c");
        assertThat(result.successes()).isEqualTo(1);
    }

    @Test
    void aScenarioThatDidNotRunIsNotPassed() {
        assertThat(ScenarioResult.notRun("tools-list").verdict()).isEqualTo(Verdict.NONE);
    }

    private static ScenarioResult result(String checks) {
        StringBuilder json = new StringBuilder("[");
        for (String check : checks.isEmpty() ? new String[0] : checks.split(", ")) {
            String[] parts = check.split(" ");
            json.append(json.length() > 1 ? "," : "")
                    .append("{\"id\":\"%s\",\"status\":\"%s\",\"errorMessage\":\"why\"}".formatted(parts[0], parts[1]));
        }
        return ScenarioResult.of("any", true, JsonSlice.trusted(json + "]"));
    }
}
