package dev.portolan.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.gateway.call.Endpoint;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityConfigTest {
    @Test
    void defaults() {
        IdentityConfig config = config(Map.of()).getConfigMapping(IdentityConfig.class);
        assertThat(config.issuer()).isEqualTo("https://id.example.com");
        assertThat(config.audience()).isEqualTo("http://localhost:7400/mcp");
        assertThat(config.endpointAudience()).isEqualTo(IdentityConfig.EndpointAudience.CONTAINED);
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
                        Map.entry("gateway.identity.audience", "3f6c0a52"),
                        Map.entry("gateway.identity.endpoint-audience", "exact"),
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
        assertThat(config.audience()).isEqualTo("3f6c0a52");
        assertThat(config.endpointAudience()).isEqualTo(IdentityConfig.EndpointAudience.EXACT);
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
        assertThat(challenge.header(NotAuthenticated.missing(), Endpoint.FEDERATED))
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

    @ParameterizedTest
    @ValueSource(strings = {"gateway.identity.audience", "gateway.identity.endpoint-audience"})
    void anEmptyAudienceRefusesToStart(String key) {
        assertThatThrownBy(() -> config(Map.of(key, ""))).hasMessageContaining(key);
    }

    @ParameterizedTest
    @CsvSource({
        "contained, /mcp,          /mcp,          true",
        "contained, /mcp,          /mcp/c/github, true",
        "contained, /mcp,          /mcp/v/review, true",
        "contained, /mcp/c/github, /mcp/c/github, true",
        "contained, /mcp/c/github, /mcp,          false",
        "contained, /mcp/c/github, /mcp/c/db,     false",
        "contained, /mcp/c/github, /mcp/v/github, false",
        "contained, /mcp/v/review, /mcp/c/github, false",
        "exact,     /mcp,          /mcp,          true",
        "exact,     /mcp,          /mcp/c/github, false",
        "exact,     /mcp,          /mcp/v/review, false",
        "exact,     /mcp/c/github, /mcp/c/github, true",
        "exact,     /mcp/c/github, /mcp,          false",
        "contained, /mcp/,         /mcp,          false",
        "contained, /MCP,          /mcp,          false",
        "contained, /mcp/c,        /mcp/c/github, false",
        "contained, /mcp/c/github/, /mcp/c/github, false",
        "contained, /mcp/c/github?x, /mcp/c/github, false",
    })
    void aTokenIsGoodWhereItsAudienceSays(String rule, String audience, String endpoint, boolean good) {
        ProtectedResources resources = resource(config(Map.of("gateway.identity.endpoint-audience", rule)));
        Set<Endpoint> named = resources.named(Set.of("http://localhost:7400" + audience, "https://other.example.com"));

        assertThat(resources.accepts(named, Endpoint.ofPath(endpoint).orElseThrow()))
                .isEqualTo(good);
    }

    @Test
    void anAudienceOfTheProvidersMakingTakesThePlaceOfTheUrl() {
        ProtectedResources resources = resource(config(Map.of("gateway.identity.audience", "3f6c0a52")));

        assertThat(resources.named(Set.of("3f6c0a52"))).containsExactly(Endpoint.FEDERATED);
        assertThat(resources.named(Set.of("http://localhost:7400/mcp"))).isEmpty();
        assertThat(resources.named(Set.of("http://localhost:7400/mcp/c/github")))
                .containsExactly(Endpoint.ofConnector("github"));
    }

    private static ProtectedResources resource(SmallRyeConfig config) {
        return new ProtectedResources(
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
