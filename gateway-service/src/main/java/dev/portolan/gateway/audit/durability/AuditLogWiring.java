package dev.portolan.gateway.audit.durability;

import dev.portolan.gateway.audit.ingest.IngestClient;
import dev.portolan.gateway.audit.journal.AuditConfig;
import dev.portolan.gateway.audit.journal.AuditMetrics;
import dev.portolan.gateway.audit.journal.Bounds;
import dev.portolan.gateway.audit.journal.JournalLog;
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
     */
    public static JournalLog logOf(
            Vertx vertx, AuditConfig config, ServiceTokens tokens, Clock clock, MeterRegistry registry) {
        Bounds.check(config);
        Context context = VertxContext.getRootContext(vertx.getOrCreateContext());
        UUID boot = UUID.randomUUID();
        AuditMetrics metrics = new AuditMetrics(registry);
        IngestClient ingest = new IngestClient(vertx, context, config, tokens);
        Store store =
                switch (config.durability()) {
                    case REMOTE -> new Relay(context, config, ingest, metrics);
                    case LOCAL, BOTH -> SpoolDirectory.open(context, config, boot, ingest, metrics, registry);
                };
        return new JournalLog(context, config, store, boot, clock, metrics);
    }

    void start(@Observes StartupEvent event, JournalLog log) {
        log.start();
    }

    void stop(@Observes ShutdownEvent event, JournalLog log) {
        log.stop();
    }
}
