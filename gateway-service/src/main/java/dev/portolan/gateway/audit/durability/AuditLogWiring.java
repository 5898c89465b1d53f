package dev.portolan.gateway.audit.durability;

import dev.portolan.audit.event.UuidV7;
import dev.portolan.audit.event.seal.Sealer;
import dev.portolan.gateway.audit.ingest.IngestClient;
import dev.portolan.gateway.audit.journal.AuditConfig;
import dev.portolan.gateway.audit.journal.AuditMetrics;
import dev.portolan.gateway.audit.journal.Bounds;
import dev.portolan.gateway.audit.journal.JournalLog;
import dev.portolan.gateway.audit.journal.Numbers;
import dev.portolan.gateway.audit.journal.Store;
import dev.portolan.gateway.audit.local.SpoolDirectory;
import dev.portolan.gateway.audit.remote.Relay;
import dev.portolan.gateway.credential.ServiceTokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;

/** Puts the log together, starts it with the gateway and drains it when the gateway stops. */
@ApplicationScoped
public class AuditLogWiring {
    @Produces
    @Singleton
    JournalLog auditLog(Vertx vertx, AuditConfig config, ServiceTokens tokens, Clock clock, MeterRegistry registry) {
        return logOf(vertx, config, tokens, clock, registry);
    }

    /**
     * A log of the configured durability, not started.
     *
     * @throws IllegalArgumentException if the configuration is out of bounds
     * @throws IllegalStateException if there is no key to seal with, or no place for the spool
     */
    public static JournalLog logOf(
            Vertx vertx, AuditConfig config, ServiceTokens tokens, Clock clock, MeterRegistry registry) {
        Bounds.check(config);
        Context context = VertxContext.getRootContext(vertx.getOrCreateContext());
        UUID boot = UUID.randomUUID();
        Numbers numbers = new Numbers(
                config.gatewayId().orElseGet(AuditLogWiring::hostName), boot, new UuidV7(clock), sealer(config));
        AuditMetrics metrics = new AuditMetrics(registry);
        IngestClient ingest = new IngestClient(vertx, context, config, tokens);
        Store store =
                switch (config.durability()) {
                    case REMOTE -> new Relay(context, config, ingest, metrics);
                    case LOCAL, BOTH -> SpoolDirectory.open(context, config, boot, ingest, metrics, registry);
                };
        return new JournalLog(context, config, store, numbers, metrics, clock);
    }

    private static Sealer sealer(AuditConfig config) {
        Path file = config.sealingKey()
                .orElseThrow(() -> new IllegalStateException("gateway.audit.sealing-key is not set: name the file with"
                        + " audit-service's public key (docs/how-to/seal-the-evidence.md says how to make it)"));
        try {
            return Sealer.to(Files.readString(file));
        } catch (IOException | IllegalArgumentException unusable) {
            throw new IllegalStateException("gateway.audit.sealing-key: " + file + " cannot be used: it must be a file"
                    + " that this process may read, with a PEM block PUBLIC KEY of an X25519 key");
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "gateway";
        }
    }

    void start(@Observes StartupEvent event, JournalLog log) {
        log.start();
    }

    void stop(@Observes ShutdownEvent event, JournalLog log) {
        log.stop();
    }
}
