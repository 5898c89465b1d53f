package dev.portolan.gateway.httpserver;

import io.quarkus.vertx.VertxOptionsCustomizer;
import io.vertx.core.VertxOptions;
import io.vertx.core.metrics.MetricsOptions;
import io.vertx.core.spi.VertxMetricsFactory;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;

/**
 * Has the HTTP server tell of requests which it cannot read. Quarkus (3.33) lets nobody set Vert.x's handler of invalid
 * requests, but metrics are told of every request before it is handled.
 */
@Singleton
public class WatchedServer implements VertxOptionsCustomizer {
    private final Provider<Unread> unread;

    /** @param unread asked for with the first such request: there is no Vert.x yet when this is made */
    WatchedServer(Provider<Unread> unread) {
        this.unread = unread;
    }

    @Override
    public void accept(VertxOptions options) {
        VertxMetricsFactory others = options.getMetricsOptions().getFactory();
        VertxMetricsFactory watched = vertxOptions -> new WatchedVertx(
                others == null ? WatchedVertx.NONE : others.metrics(vertxOptions),
                request -> unread.get().record(request));
        options.setMetricsOptions(new MetricsOptions() {
            @Override
            public boolean isEnabled() {
                return true;
            }

            @Override
            public VertxMetricsFactory getFactory() {
                return watched;
            }
        });
    }
}
