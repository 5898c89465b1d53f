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
        String sealingKey = PayloadKeys.sealing(directory.resolve("sealing.key"));
        PayloadKeys.keyEncryption(directory.resolve("wrapping.key"));
        return Map.ofEntries(
                // tests recompute when they mean to
                Map.entry("audit.scrub.every", "off"),
                Map.entry("audit.tlog.key-files", directory.resolve("log.key").toString()),
                Map.entry("audit.tlog.make-key", "true"),
                Map.entry(
                        "audit.tlog.memory",
                        directory.resolve("last-checkpoint").toString()),
                // tests sign when they mean to
                Map.entry("audit.tlog.every", "off"),
                Map.entry(
                        "audit.payload.sealing-keys",
                        directory.resolve("sealing.key").toString()),
                Map.entry(
                        "audit.payload.key-encryption-keys",
                        directory.resolve("wrapping.key").toString()),
                Map.entry("testing.sealing-key", sealingKey),
                Map.entry("quarkus.datasource.jdbc.url", postgres.url()),
                Map.entry("quarkus.datasource.username", "audit_writer"),
                Map.entry("quarkus.datasource.password", "trusted"),
                Map.entry("quarkus.flyway.username", "audit"),
                Map.entry("quarkus.flyway.password", "trusted"),
                Map.entry("testing.database", postgres.url() + "?user=postgres"),
                Map.entry("quarkus.oidc.auth-server-url", issuer.url()),
                Map.entry("testing.issuer.private-key", issuer.privateKey()));
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
