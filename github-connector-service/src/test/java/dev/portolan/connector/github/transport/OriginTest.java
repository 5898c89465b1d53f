package dev.portolan.connector.github.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {

    private final Origin enterprise = Origin.of(URI.create("https://GitHub.example/api/v3/"));

    @ParameterizedTest
    @ValueSource(strings = {"ftp://x", "/api", "https://u:p@x", "https://x?y=z", "https://x#y", "https:///path"})
    void whatIsNoOriginIsRefused(String address) {
        assertThatIllegalArgumentException().isThrownBy(() -> Origin.of(URI.create(address)));
    }

    @Test
    void pathsBeginBelowTheBase() {
        assertThat(enterprise.target(URI.create("https://github.example/api/v3/user?page=2")))
                .contains("/user?page=2");
        assertThat(enterprise.target(URI.create("https://github.example/login")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://github.example/x", "https://github.example:8443/x", "https://github.example.evil/x",
                "//evil/x", "/x", "https://evil@other/x"
            })
    void anotherOriginIsNotThisOne(String address) {
        assertThat(enterprise.holds(URI.create(address))).isFalse();
    }

    @Test
    void theDefaultPortIsTheSameOrigin() {
        assertThat(enterprise.holds(URI.create("https://GITHUB.example:443/x"))).isTrue();
    }
}
