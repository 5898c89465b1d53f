package dev.portolan.audit.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What the service stands on in tests: a PostgreSQL and an identity provider, both real and on ports of their own. */
public final class Surroundings implements QuarkusTestResourceLifecycleManager {

    private RestartablePostgres postgres;
    private TestIssuer issuer;

    @Override
    public Map<String, String> start() {
        postgres = RestartablePostgres.create();
        issuer = TestIssuer.start();
        Path directory = directory();
        return Map.of(
                "audit.tlog.key-files", directory.resolve("log.key").toString(),
                "audit.tlog.make-key", "true",
                "audit.tlog.memory", directory.resolve("last-checkpoint").toString(),
                // tests sign when they mean to
                "audit.tlog.every", "off",
                "quarkus.datasource.jdbc.url", postgres.url(),
                "quarkus.datasource.username", "postgres",
                "quarkus.datasource.password", "postgres",
                "quarkus.oidc.auth-server-url", issuer.url(),
                "testing.issuer.private-key", issuer.privateKey());
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("audit-signer");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(
                postgres, new TestInjector.AnnotatedAndMatchesType(ThePostgres.class, RestartablePostgres.class));
    }

    @Override
    public void stop() {
        postgres.close();
        issuer.close();
    }
}
