package dev.portolan.gateway.identity;

import io.quarkus.oidc.runtime.TenantConfigBean;
import io.quarkus.oidc.runtime.TenantConfigContext;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once the identity provider's keys were fetched: from then on tokens are verified whether it is there or not.
 * It asks for them itself, as nobody sends requests to a gateway that is not ready; quarkus-oidc's own check waits for
 * one, shows what the provider answered, and is down whenever the provider is.
 */
@Readiness
@ApplicationScoped
public class ProviderCheck implements AsyncHealthCheck {
    private final TenantConfigBean oidc;
    private final IdentityConfig config;

    ProviderCheck(TenantConfigBean oidc, IdentityConfig config) {
        this.oidc = oidc;
        this.config = config;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return oidc.getDefaultTenant()
                .initialize()
                .map(TenantConfigContext::ready)
                .ifNoItem()
                .after(config.providerTimeout())
                .fail()
                .onFailure()
                .recoverWithItem(false)
                .map(ready -> HealthCheckResponse.named("identity-provider")
                        .status(ready)
                        .build());
    }
}
