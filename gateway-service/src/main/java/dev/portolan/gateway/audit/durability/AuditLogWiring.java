package dev.portolan.gateway.audit.remote;

import dev.portolan.gateway.credential.ServiceTokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Puts the log together, starts it with the gateway and drains it when the gateway stops. */
@ApplicationScoped
public class AuditLogWiring {
    @Produces
    @Singleton
    RemoteAuditLog auditLog(
            Vertx vertx, RemoteAuditConfig config, ServiceTokens tokens, Clock clock, MeterRegistry registry) {
        return new RemoteAuditLog(vertx, config, tokens, clock, registry);
    }

    void start(@Observes StartupEvent event, RemoteAuditLog log) {
        log.start();
    }

    void stop(@Observes ShutdownEvent event, RemoteAuditLog log) {
        log.stop();
    }
}
