package dev.portolan.gateway.transport;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the clients that connectors are reached by. */
final class TransportWiring {
    @Produces
    @Singleton
    HttpClients clients(Vertx vertx, UpstreamConfig config) {
        return new HttpClients(
                vertx,
                new HttpClientOptions()
                        .setMaxPoolSize(config.poolSize())
                        .setKeepAliveTimeout((int) config.keepAlive().toSeconds())
                        .setConnectTimeout((int) config.connectTimeout().toMillis()));
    }

    void close(@Disposes HttpClients clients) {
        clients.close();
    }
}
