package dev.portolan.gateway.audit.durability;

import dev.portolan.gateway.audit.AuditLog;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while records are acknowledged: without them no call is served. */
@Readiness
@ApplicationScoped
public class AuditReadiness implements HealthCheck {
    private final AuditLog log;

    AuditReadiness(AuditLog log) {
        this.log = log;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("audit").status(log.available()).build();
    }
}
