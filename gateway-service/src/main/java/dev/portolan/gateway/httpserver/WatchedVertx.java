package dev.portolan.gateway.httpserver;

import io.quarkus.vertx.http.runtime.ExtendedQuarkusVertxHttpMetrics;
import io.vertx.core.Vertx;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.metrics.ClientMetrics;
import io.vertx.core.spi.metrics.DatagramSocketMetrics;
import io.vertx.core.spi.metrics.EventBusMetrics;
import io.vertx.core.spi.metrics.HttpClientMetrics;
import io.vertx.core.spi.metrics.HttpServerMetrics;
import io.vertx.core.spi.metrics.PoolMetrics;
import io.vertx.core.spi.metrics.TCPMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The metrics of Vert.x as they were, but for HTTP servers: those are watched. */
final class WatchedVertx implements VertxMetrics, ExtendedQuarkusVertxHttpMetrics {
    static final VertxMetrics NONE = new VertxMetrics() {};

    private final VertxMetrics others;
    private final Consumer<HttpServerRequest> unread;

    WatchedVertx(VertxMetrics others, Consumer<HttpServerRequest> unread) {
        this.others = others;
        this.unread = unread;
    }

    @Override
    public HttpServerMetrics<?, ?, ?> createHttpServerMetrics(HttpServerOptions options, SocketAddress localAddress) {
        HttpServerMetrics<?, ?, ?> metrics = others.createHttpServerMetrics(options, localAddress);
        return metrics == null ? watched(new HttpServerMetrics<Object, Object, Object>() {}) : watched(metrics);
    }

    private <R, W, S> HttpServerMetrics<R, W, S> watched(HttpServerMetrics<R, W, S> metrics) {
        return new WatchedRequests<>(metrics, unread);
    }

    @Override
    public ConnectionTracker getHttpConnectionTracker() {
        return others instanceof ExtendedQuarkusVertxHttpMetrics extended
                ? extended.getHttpConnectionTracker()
                : NOOP_CONNECTION_TRACKER;
    }

    @Override
    public @Nullable EventBusMetrics<?> createEventBusMetrics() {
        return others.createEventBusMetrics();
    }

    @Override
    public @Nullable ClientMetrics<?, ?, ?, ?> createClientMetrics(
            SocketAddress remoteAddress, String type, String namespace) {
        return others.createClientMetrics(remoteAddress, type, namespace);
    }

    @Override
    public @Nullable HttpClientMetrics<?, ?, ?, ?> createHttpClientMetrics(HttpClientOptions options) {
        return others.createHttpClientMetrics(options);
    }

    @Override
    public @Nullable TCPMetrics<?> createNetServerMetrics(NetServerOptions options, SocketAddress localAddress) {
        return others.createNetServerMetrics(options, localAddress);
    }

    @Override
    public @Nullable TCPMetrics<?> createNetClientMetrics(NetClientOptions options) {
        return others.createNetClientMetrics(options);
    }

    @Override
    public @Nullable DatagramSocketMetrics createDatagramSocketMetrics(DatagramSocketOptions options) {
        return others.createDatagramSocketMetrics(options);
    }

    @Override
    public @Nullable PoolMetrics<?> createPoolMetrics(String poolType, String poolName, int maxPoolSize) {
        return others.createPoolMetrics(poolType, poolName, maxPoolSize);
    }

    @Override
    public void vertxCreated(Vertx vertx) {
        others.vertxCreated(vertx);
    }

    @Override
    public boolean isMetricsEnabled() {
        return others.isMetricsEnabled();
    }

    @Override
    public void close() {
        others.close();
    }
}
