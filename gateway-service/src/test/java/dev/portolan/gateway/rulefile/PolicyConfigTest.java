package dev.portolan.gateway.rulefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyConfigTest {
    @Test
    void defaults() {
        PolicyConfig config = read(Map.of());

        assertThat(config.file()).isEqualTo(Path.of("policy.yaml"));
        assertThat(config.pollInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.maxSize().asLongValue()).isEqualTo(256 * 1024);
    }

    @Test
    void explicitValues() {
        PolicyConfig config = read(Map.of(
                "gateway.policy.file", "etc/policy.yaml",
                "gateway.policy.poll-interval", "200ms",
                "gateway.policy.max-size", "1M"));

        assertThat(config.file()).isEqualTo(Path.of("etc", "policy.yaml"));
        assertThat(config.pollInterval()).isEqualTo(Duration.ofMillis(200));
        assertThat(config.maxSize().asLongValue()).isEqualTo(1024 * 1024);
    }

    @Test
    void anUnknownKeyIsRefused() {
        assertThatThrownBy(() -> read(Map.of("gateway.policy.path", "x")))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining("gateway.policy.path");
    }

    private static PolicyConfig read(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .withMapping(PolicyConfig.class)
                .build()
                .getConfigMapping(PolicyConfig.class);
    }
}
