package dev.portolan.gateway.connectorfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectorsConfigTest {
    @Test
    void defaults() {
        ConnectorsConfig config = read(Map.of());

        assertThat(config.file()).isEqualTo(Path.of("connectors.yaml"));
        assertThat(config.pollInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.maxSize().asLongValue()).isEqualTo(256 * 1024);
    }

    @Test
    void explicitValues() {
        ConnectorsConfig config = read(Map.of(
                "gateway.connectors.file", "etc/connectors.yaml",
                "gateway.connectors.poll-interval", "200ms",
                "gateway.connectors.max-size", "1M"));

        assertThat(config.file()).isEqualTo(Path.of("etc", "connectors.yaml"));
        assertThat(config.pollInterval()).isEqualTo(Duration.ofMillis(200));
        assertThat(config.maxSize().asLongValue()).isEqualTo(1024 * 1024);
    }

    @Test
    void anUnknownKeyIsRefused() {
        assertThatThrownBy(() -> read(Map.of("gateway.connectors.path", "x")))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining("gateway.connectors.path");
    }

    private static ConnectorsConfig read(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .withMapping(ConnectorsConfig.class)
                .build()
                .getConfigMapping(ConnectorsConfig.class);
    }
}
