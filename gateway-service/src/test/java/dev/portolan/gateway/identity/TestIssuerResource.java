package dev.portolan.gateway.identity;

import dev.portolan.gateway.audit.SealedItems;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Runs a {@link TestIssuer} beside the gateway and points the gateway to it. */
public class TestIssuerResource implements QuarkusTestResourceLifecycleManager {
    /** Argument: the issuer is down while the gateway starts. */
    static final String DOWN_AT_START = "downAtStart";

    private static final String POLICY = """
            version: 1
            rules:
              - id: nobody-uses-anything
                who: { anyone: true }
                what: { connectors: ["*"] }
                effect: deny
            """;

    private final TestIssuer issuer = new TestIssuer();
    private final Path directory;
    private boolean down;

    public TestIssuerResource() throws IOException {
        directory = Files.createTempDirectory("gateway-identity");
    }

    @Override
    public void init(Map<String, String> arguments) {
        down = Boolean.parseBoolean(arguments.get(DOWN_AT_START));
    }

    @Override
    public Map<String, String> start() {
        if (down) {
            issuer.goDown();
        }
        return Map.ofEntries(
                Map.entry("quarkus.oidc.auth-server-url", issuer.url()),
                Map.entry("gateway.public-url", "https://gateway.example.com"),
                Map.entry("gateway.identity.key-refresh-interval", "200ms"),
                Map.entry("gateway.identity.provider-timeout", "1s"),
                Map.entry("gateway.identity.allowed-origins", "https://console.example.com"),
                Map.entry("gateway.identity.allowed-hosts", "internal.example.com:8080"),
                Map.entry("gateway.audit.sealing-key", SealedItems.key().toString()),
                // there is no audit-service to deliver to
                Map.entry("gateway.audit.drain", "100ms"),
                Map.entry("gateway.policy.file", file("policy.yaml", POLICY)),
                Map.entry("gateway.connectors.file", file("connectors.yaml", "connectors: {}\n")));
    }

    /** The gateway wants more than identity does. */
    private String file(String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(issuer, new TestInjector.MatchesType(TestIssuer.class));
    }

    @Override
    public void stop() {
        issuer.close();
        try {
            Files.deleteIfExists(directory.resolve("policy.yaml"));
            Files.deleteIfExists(directory.resolve("connectors.yaml"));
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
