package dev.portolan.local.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {

    @Test
    void aBlankVariableIsAnAbsentOne() {
        assertThat(new Environment(Map.of("GITHUB_TOKEN", "  ")).text("GITHUB_TOKEN"))
                .isEmpty();
    }

    @Test
    void variablesAreFoundByHowTheyBegin() {
        // given
        Environment environment = new Environment(Map.of("OTEL_A", "1", "DB_SHOP_URL", "2", "HOME", "3"));

        // then
        assertThat(environment.startingWith("OTEL_", "HOME")).containsOnlyKeys("HOME", "OTEL_A");
    }

    @Test
    void valuesAreNotPrinted() {
        assertThat(new Environment(Map.of("GITHUB_TOKEN", "planted-secret")).toString())
                .contains("GITHUB_TOKEN")
                .doesNotContain("planted-secret");
    }
}
