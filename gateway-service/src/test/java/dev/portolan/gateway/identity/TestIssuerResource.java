package dev.portolan.gateway.identity;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Runs a {@link TestIssuer} beside the gateway and points the gateway to it. */
public class TestIssuerResource implements QuarkusTestResourceLifecycleManager {
    /** Argument: the issuer is down while the gateway starts. */
    static final String DOWN_AT_START = "downAtStart";

    private final TestIssuer issuer = new TestIssuer();
    private boolean down;

    @Override
    public void init(Map<String, String> arguments) {
        down = Boolean.parseBoolean(arguments.get(DOWN_AT_START));
    }

    @Override
    public Map<String, String> start() {
        if (down) {
            issuer.goDown();
        }
        return Map.of(
                "quarkus.oidc.auth-server-url", issuer.url(),
                "gateway.public-url", "https://gateway.example.com",
                "gateway.identity.key-refresh-interval", "200ms",
                "gateway.identity.allowed-origins", "https://console.example.com",
                "gateway.identity.allowed-hosts", "internal.example.com:8080",
                "gateway.identity.provider-timeout", "1s");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(issuer, new TestInjector.MatchesType(TestIssuer.class));
    }

    @Override
    public void stop() {
        issuer.close();
    }
}
