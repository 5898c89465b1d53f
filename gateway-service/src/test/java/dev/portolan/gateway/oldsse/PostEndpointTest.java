package dev.portolan.gateway.oldsse;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostEndpointTest {
    private static Optional<URI> of(String stream, String event) {
        return PostEndpoint.of(URI.create(stream), event.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "http://a:80/sse,    /messages?s=1,            http://a:80/messages?s=1",
        "http://a/x/sse,     messages?s=1,             http://a/x/messages?s=1",
        "http://a/sse,       ?s=1,                     http://a/?s=1",
        "https://a/sse,      https://A:443/m,          https://A:443/m",
        "http://a:8080/sse,  ' http://a:8080/m ',      http://a:8080/m",
        "http://a/sse,       //a/m,                    http://a/m"
    })
    void anEndpointOfTheSameOriginIsTaken(String stream, String event, String endpoint) {
        assertThat(of(stream, event)).contains(URI.create(endpoint));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://b/m",
                "//b/m",
                "https://a/m",
                "http://a:81/m",
                "http://a.b/m",
                "http://a@b/m",
                "http://u:p@a/m",
                "http://a/m#f",
                "file:///etc/passwd",
                "mailto:a",
                "{\"jsonrpc\":\"2.0\"}",
                "http://a/ m"
            })
    void anyOtherIsNot(String event) {
        assertThat(of("http://a/sse", event)).isEmpty();
    }

    @Test
    void aLongOneIsNot() {
        assertThat(of("http://a/sse", "/" + "m".repeat(2_048))).isEmpty();
    }
}
