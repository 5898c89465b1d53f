package dev.portolan.mcp.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServerConfigTest {
    @Test
    void withoutAnyKeyItIsClosedAndBounded() {
        ServerConfig config = ServerConfigs.of(Map.of());

        assertThat(config.name()).isEqualTo("atlas-connector");
        assertThat(config.version()).isEqualTo("1.2.3");
        assertThat(config.title()).isEmpty();
        assertThat(config.instructions()).isEmpty();
        assertThat(config.allowedClients()).containsExactly("portolan-gateway");
        assertThat(config.allowAnonymous()).isFalse();
        assertThat(config.allowedOrigins()).isEmpty();
        assertThat(config.maxBodySize().asLongValue()).isEqualTo(4 * 1024 * 1024);
        assertThat(config.maxDepth()).isEqualTo(64);
        assertThat(config.pageSize()).isEqualTo(100);
        assertThat(config.callTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.maxConcurrentCalls()).isEqualTo(128);
        assertThat(config.ttl()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void everyKeyIsRead() {
        ServerConfig config = ServerConfigs.of(Map.ofEntries(
                Map.entry("mcp.server.name", "n"),
                Map.entry("mcp.server.version", "v"),
                Map.entry("mcp.server.title", "t"),
                Map.entry("mcp.server.instructions", "i"),
                Map.entry("mcp.server.allowed-clients", "a,b"),
                Map.entry("mcp.server.allow-anonymous", "true"),
                Map.entry("mcp.server.allowed-origins", "https://app.example"),
                Map.entry("mcp.server.max-body-size", "1K"),
                Map.entry("mcp.server.max-depth", "9"),
                Map.entry("mcp.server.page-size", "8"),
                Map.entry("mcp.server.call-timeout", "7s"),
                Map.entry("mcp.server.max-concurrent-calls", "6"),
                Map.entry("mcp.server.ttl", "0s")));

        assertThat(config.name()).isEqualTo("n");
        assertThat(config.version()).isEqualTo("v");
        assertThat(config.title()).contains("t");
        assertThat(config.instructions()).contains("i");
        assertThat(config.allowedClients()).isEqualTo(Set.of("a", "b"));
        assertThat(config.allowAnonymous()).isTrue();
        assertThat(config.allowedOrigins()).contains(Set.of("https://app.example"));
        assertThat(config.maxBodySize().asLongValue()).isEqualTo(1024);
        assertThat(config.maxDepth()).isEqualTo(9);
        assertThat(config.pageSize()).isEqualTo(8);
        assertThat(config.callTimeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(config.maxConcurrentCalls()).isEqualTo(6);
        assertThat(config.ttl()).isZero();
    }

    @Test
    void aMisspeltKeyIsRefused() {
        assertThatThrownBy(() -> ServerConfigs.of(Map.of("mcp.server.alow-anonymous", "true")))
                .hasMessageContaining("mcp.server.alow-anonymous");
    }
}
