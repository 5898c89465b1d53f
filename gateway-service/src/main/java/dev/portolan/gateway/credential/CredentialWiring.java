package dev.portolan.gateway.credential;

import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Puts the gateway's own credentials together. */
@ApplicationScoped
public class CredentialWiring {
    @Produces
    @Singleton
    OidcTokenEndpoint tokenEndpoint(Vertx vertx, ServiceConfig config, Clock clock) {
        return new OidcTokenEndpoint(vertx, config, clock);
    }

    @Produces
    @Singleton
    ServiceTokens serviceTokens(OidcTokenEndpoint endpoint, ServiceConfig config, Clock clock) {
        return new CachedServiceTokens(endpoint, clock, config.retryInterval(), config.maxScopes());
    }

    void close(@Disposes OidcTokenEndpoint endpoint) {
        endpoint.close();
    }
}
