package dev.portolan.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebOriginTest {
    @ParameterizedTest
    @CsvSource({
        "http://localhost:7400, http://localhost:7400",
        "https://Gateway.Example.com, https://gateway.example.com",
        "https://gateway.example.com:443, https://gateway.example.com",
        "http://gateway.example.com:443, http://gateway.example.com:443",
        "http://[::1]:80, http://[::1]",
    })
    void anOriginHasOneText(String written, String canonical) {
        assertThat(WebOrigin.of(written).text()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "gateway.example.com",
                "https://",
                "https://gateway.example.com/",
                "https://gateway.example.com/mcp",
                "https://gateway.example.com?x",
                "https://gateway.example.com#x",
                "https://me@gateway.example.com",
                "ftp://gateway.example.com",
                "https://gateway .example.com",
            })
    void whatIsNoOriginIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> WebOrigin.of(text));
    }

    @Test
    void aTextThatIsNoOriginIsNamedWithTheFormItShouldHave() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebOrigin.of("https://gateway.example.com/"))
                .withMessageContaining("'https://gateway.example.com/'")
                .withMessageContaining("without a path");
    }
}
