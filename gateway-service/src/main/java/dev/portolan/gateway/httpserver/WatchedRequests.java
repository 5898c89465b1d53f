package dev.portolan.gateway.httpserver;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.metrics.HttpServerMetrics;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.core.spi.observability.HttpResponse;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of a server as they were, and word of each request that it cannot read.
 *
 * @param <R> what the metrics keep of a request
 * @param <W> of a WebSocket
 * @param <S> of a connection
 */
final class WatchedRequests<R, W, S> implements HttpServerMetrics<R, W, S> {
    private final HttpServerMetrics<R, W, S> metrics;
    private final Consumer<HttpServerRequest> unread;

    WatchedRequests(HttpServerMetrics<R, W, S> metrics, Consumer<HttpServerRequest> unread) {
        this.metrics = metrics;
        this.unread = unread;
    }

    @Override
    public @Nullable R requestBegin(S connection, HttpRequest request) {
        if (request instanceof HttpServerRequest head && head.decoderResult().isFailure()) {
            unread.accept(head);
        }
        return metrics.requestBegin(connection, request);
    }

    @Override
    public void requestEnd(R request, HttpRequest read, long bytesRead) {
        metrics.requestEnd(request, read, bytesRead);
    }

    @Override
    public void requestReset(R request) {
        metrics.requestReset(request);
    }

    @Override
    public void responseBegin(R request, HttpResponse response) {
        metrics.responseBegin(request, response);
    }

    @Override
    public @Nullable R responsePushed(S connection, HttpMethod method, String uri, HttpResponse response) {
        return metrics.responsePushed(connection, method, uri, response);
    }

    @Override
    public void responseEnd(R request, HttpResponse response, long bytesWritten) {
        metrics.responseEnd(request, response, bytesWritten);
    }

    @Override
    public @Nullable W connected(S connection, R request, ServerWebSocket socket) {
        return metrics.connected(connection, request, socket);
    }

    @Override
    public void disconnected(W socket) {
        metrics.disconnected(socket);
    }

    @Override
    public void requestRouted(R request, String route) {
        metrics.requestRouted(request, route);
    }

    @Override
    public @Nullable S connected(SocketAddress remoteAddress, String remoteName) {
        return metrics.connected(remoteAddress, remoteName);
    }

    @Override
    public void disconnected(S connection, SocketAddress remoteAddress) {
        metrics.disconnected(connection, remoteAddress);
    }

    @Override
    public void bytesRead(S connection, SocketAddress remoteAddress, long numberOfBytes) {
        metrics.bytesRead(connection, remoteAddress, numberOfBytes);
    }

    @Override
    public void bytesWritten(S connection, SocketAddress remoteAddress, long numberOfBytes) {
        metrics.bytesWritten(connection, remoteAddress, numberOfBytes);
    }

    @Override
    public void exceptionOccurred(S connection, SocketAddress remoteAddress, Throwable failure) {
        metrics.exceptionOccurred(connection, remoteAddress, failure);
    }

    @Override
    public void close() {
        metrics.close();
    }
}
