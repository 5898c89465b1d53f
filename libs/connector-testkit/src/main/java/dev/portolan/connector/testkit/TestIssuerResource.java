package dev.portolan.connector.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link TestIssuer} beside a {@code @QuarkusTest} ({@code @QuarkusTestResource(TestIssuerResource.class)})
 * and points quarkus-oidc at it. Tests get tokens from it with {@link TestTokens}.
 */
public final class TestIssuerResource implements QuarkusTestResourceLifecycleManager {
    private @Nullable TestIssuer issuer;

    @Override
    public Map<String, String> start() {
        issuer = TestIssuer.start();
        return Map.of(
                "quarkus.oidc.auth-server-url",
                Objects.requireNonNull(issuer).url(),
                "quarkus.oidc.tenant-enabled",
                "true");
    }

    @Override
    public void stop() {
        if (issuer != null) {
            issuer.close();
        }
    }
}
