package dev.portolan.mcp.server.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UriTemplateTest {
    @Test
    void aSimpleVariableIsOneSegmentAndComesDecoded() {
        UriTemplate template = new UriTemplate("db://{database}/tables/{table}");

        assertThat(template.match("db://shop/tables/a%2Fb%20+c"))
                .contains(Map.of("database", "shop", "table", "a/b +c"));
        assertThat(template.match("db://shop/tables/a/b")).isEmpty();
        assertThat(template.match("db://shop/tables/")).isEmpty();
    }

    @Test
    void aReservedVariableTakesSlashes() {
        UriTemplate template = new UriTemplate("git://{repository}/{+path}");

        assertThat(template.match("git://r/src/main/A.java"))
                .contains(Map.of("repository", "r", "path", "src/main/A.java"));
    }

    @Test
    void literalsAreNotPatterns() {
        assertThat(new UriTemplate("a://b.c/{x}").match("a://bXc/1")).isEmpty();
    }

    @Test
    void whatIsNotPercentEncodedDoesNotMatch() {
        assertThat(new UriTemplate("a://{x}").match("a://%zz")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a://{?q}", "a://{x}{x}", "a://{x", "a://x}", "a://{x*}"})
    void otherExpressionsAreRefused(String malformed) {
        assertThatThrownBy(() -> new UriTemplate(malformed)).isInstanceOf(IllegalArgumentException.class);
    }
}
