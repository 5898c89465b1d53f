package dev.portolan.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityConfigTest {
    @Test
    void defaults() {
        IdentityConfig config = config(Map.of()).getConfigMapping(IdentityConfig.class);
        assertThat(config.issuer()).isEqualTo("https://id.example.com");
        assertThat(config.scopes()).contains(List.of("openid"));
        assertThat(config.nameClaim()).isEqualTo("preferred_username");
        assertThat(config.groupsClaim()).isEqualTo("groups");
        assertThat(config.maxTokenBytes()).isEqualTo(16_384);
        assertThat(config.cacheSize()).isEqualTo(10_000);
        assertThat(config.cacheTtl()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.keyRefreshInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.providerTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.allowedOrigins()).isEmpty();
        assertThat(config.allowedHosts()).isEmpty();
    }

    @Test
    void everyKeyCanBeSet() {
        IdentityConfig config = config(Map.ofEntries(
                        Map.entry("gateway.identity.issuer", "https://public.example.com"),
                        Map.entry("gateway.identity.scopes", "openid,mcp"),
                        Map.entry("gateway.identity.name-claim", "sub"),
                        Map.entry("gateway.identity.groups-claim", "roles"),
                        Map.entry("gateway.identity.max-token-bytes", "8192"),
                        Map.entry("gateway.identity.cache-size", "1"),
                        Map.entry("gateway.identity.cache-ttl", "PT1S"),
                        Map.entry("gateway.identity.key-refresh-interval", "PT2S"),
                        Map.entry("gateway.identity.provider-timeout", "PT3S"),
                        Map.entry("gateway.identity.allowed-origins", "https://a.example.com,https://b.example.com"),
                        Map.entry("gateway.identity.allowed-hosts", "internal:8080")))
                .getConfigMapping(IdentityConfig.class);
        assertThat(config.issuer()).isEqualTo("https://public.example.com");
        assertThat(config.scopes()).contains(List.of("openid", "mcp"));
        assertThat(config.nameClaim()).isEqualTo("sub");
        assertThat(config.groupsClaim()).isEqualTo("roles");
        assertThat(config.maxTokenBytes()).isEqualTo(8_192);
        assertThat(config.cacheSize()).isEqualTo(1);
        assertThat(config.cacheTtl()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.keyRefreshInterval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.providerTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.allowedOrigins()).contains(List.of("https://a.example.com", "https://b.example.com"));
        assertThat(config.allowedHosts()).contains(List.of("internal:8080"));
    }

    @Test
    void withoutScopesNoneIsMentioned() {
        SmallRyeConfig config = config(Map.of("gateway.identity.scopes", ""));
        Challenge challenge = new Challenge(resource(config));
        assertThat(challenge.header(NotAuthenticated.missing()))
                .isEqualTo("Bearer resource_metadata="
                        + "\"http://localhost:7400/.well-known/oauth-protected-resource/mcp\"");
    }

    @Test
    void aMisspelledKeyRefusesToStart() {
        assertThatThrownBy(() -> config(Map.of("gateway.identity.cache-tll", "PT1S")))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining("gateway.identity.cache-tll");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://mcp.example.com/",
                "https://mcp.example.com/portolan",
                "https://MCP.example.com",
                "https://mcp.example.com:443",
                "mcp.example.com",
            })
    void aPublicUrlThatNoTokenCouldNameRefusesToStart(String publicUrl) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> resource(config(Map.of("gateway.public-url", publicUrl))))
                .withMessageContaining(publicUrl);
    }

    @Test
    void anAllowedOriginThatIsNoneRefusesToStart() {
        SmallRyeConfig config = config(Map.of("gateway.identity.allowed-origins", "*"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Origins(
                        config.getConfigMapping(GatewayConfig.class), config.getConfigMapping(IdentityConfig.class)));
    }

    private static ProtectedResource resource(SmallRyeConfig config) {
        return new ProtectedResource(
                config.getConfigMapping(GatewayConfig.class), config.getConfigMapping(IdentityConfig.class));
    }

    private static SmallRyeConfig config(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("quarkus.oidc.auth-server-url", "https://id.example.com");
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(GatewayConfig.class)
                .withMapping(IdentityConfig.class)
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .build();
    }
}
