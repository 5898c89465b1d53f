package dev.portolan.gateway.audit.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigValidationException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditConfigTest {
    private static AuditConfig with(String... settings) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            all.put("gateway.audit." + settings[i], settings[i + 1]);
        }
        return AuditLogFixture.config(all);
    }

    @Test
    void hasDefaultsWithinItsBounds() {
        // When
        AuditConfig config = with();

        // Then
        Bounds.check(config);
        assertThat(config.url()).isEqualTo(URI.create("http://localhost:7401"));
        assertThat(config.scope()).isEqualTo("audit-service");
        assertThat(config.gatewayId()).isEmpty();
        assertThat(config.deadline()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.maxInFlight()).isEqualTo(2);
        assertThat(config.batchEvents()).isEqualTo(500);
        assertThat(config.batchBytes().asLongValue()).isEqualTo(1 << 20);
        assertThat(config.gather()).isZero();
        assertThat(config.probeInterval()).isEqualTo(Duration.ofMillis(500));
        assertThat(config.reserve()).isEqualTo(2048);
        assertThat(config.keptRefusals()).isEqualTo(1024);
        assertThat(config.flood().individually()).isEqualTo(20);
        assertThat(config.flood().window()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.flood().sources()).isEqualTo(1024);
        assertThat(config.drain()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.sealingKey()).isEmpty();
        assertThat(config.keptResult().asLongValue()).isEqualTo(16 * 1024);
    }

    @Test
    void everyKeyCanBeSet() {
        // When
        AuditConfig config = with(
                "url",
                "https://audit.example",
                "scope",
                "trail",
                "gateway-id",
                "gw-7",
                "deadline",
                "1s",
                "max-in-flight",
                "4",
                "batch-events",
                "100",
                "batch-bytes",
                "256K",
                "gather",
                "1ms",
                "probe-interval",
                "1s",
                "reserve",
                "10",
                "kept-refusals",
                "20",
                "flood.individually",
                "5",
                "flood.window",
                "2s",
                "flood.sources",
                "100",
                "drain",
                "3s",
                "sealing-key",
                "audit.pub",
                "kept-result",
                "4K");

        // Then
        Bounds.check(config);
        assertThat(config.url()).isEqualTo(URI.create("https://audit.example"));
        assertThat(config.scope()).isEqualTo("trail");
        assertThat(config.gatewayId()).contains("gw-7");
        assertThat(config.deadline()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.maxInFlight()).isEqualTo(4);
        assertThat(config.batchEvents()).isEqualTo(100);
        assertThat(config.batchBytes().asLongValue()).isEqualTo(256 * 1024);
        assertThat(config.flood().individually()).isEqualTo(5);
        assertThat(config.flood().window()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.flood().sources()).isEqualTo(100);
        assertThat(config.gather()).isEqualTo(Duration.ofMillis(1));
        assertThat(config.probeInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.reserve()).isEqualTo(10);
        assertThat(config.keptRefusals()).isEqualTo(20);
        assertThat(config.drain()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.sealingKey()).contains(Path.of("audit.pub"));
        assertThat(config.keptResult().asLongValue()).isEqualTo(4096);
    }

    @Test
    void everyValueOutOfRangeIsNamed() {
        // Given
        AuditConfig config = with("max-in-flight", "0", "batch-bytes", "1K", "gather", "1s", "kept-result", "17K");

        // Then
        assertThatThrownBy(() -> Bounds.check(config))
                .hasMessageContaining("gateway.audit.max-in-flight")
                .hasMessageContaining("gateway.audit.batch-bytes")
                .hasMessageContaining("gateway.audit.gather")
                .hasMessageContaining("gateway.audit.kept-result");
    }

    @Test
    void withoutAKeyToSealWithItDoesNotStart() {
        assertThatThrownBy(() -> AuditLogFixture.with("sealing-key", ""))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("gateway.audit.sealing-key is not set");
        assertThatThrownBy(() -> AuditLogFixture.with("sealing-key", "/no/such/file"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("/no/such/file cannot be used")
                .hasNoCause();
    }

    @Test
    void anUnknownKeyRefusesToStart() {
        // Then
        assertThatThrownBy(() -> with("dead-line", "1s")).isInstanceOf(ConfigValidationException.class);
    }
}
