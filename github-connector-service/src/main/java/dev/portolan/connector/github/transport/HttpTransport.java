package dev.portolan.connector.github.transport;

import dev.portolan.connector.github.transport.TransportFailure.Kind;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Sends one request to the origin and waits for the whole answer. Follows no redirect and keeps no cookie. */
public final class HttpTransport implements AutoCloseable {

    private final Origin origin;
    private final TransportLimits limits;
    private final HttpClient client;

    public HttpTransport(Vertx vertx, Origin origin, TransportLimits limits) {
        this.origin = origin;
        this.limits = limits;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) limits.connectTimeout().toMillis())
                .setMaxPoolSize(limits.connections())
                .setMaxWaitQueueSize(limits.waiting())
                .setDecompressionSupported(true));
    }

    /** Where requests go. */
    public Origin origin() {
        return origin;
    }

    /**
     * Asks and waits; call it on a worker thread.
     *
     * @param target path below the origin's base path, and query, both encoded
     * @param timeout from now to the last byte of the answer
     * @throws TransportFailure if there is no complete answer
     */
    public RawResponse exchange(
            String method, String target, Map<String, String> headers, @Nullable String body, Duration timeout) {
        CompletableFuture<RawResponse> answer = new CompletableFuture<>();
        AtomicReference<HttpClientRequest> open = new AtomicReference<>();
        client.request(options(method, target, headers))
                .onFailure(answer::completeExceptionally)
                .onSuccess(request -> {
                    open.set(request);
                    request.response()
                            .onFailure(answer::completeExceptionally)
                            .onSuccess(response -> collect(response, answer));
                    request.exceptionHandler(answer::completeExceptionally);
                    Buffer sent = body == null ? null : Buffer.buffer(body);
                    (sent == null ? request.end() : request.end(sent)).onFailure(answer::completeExceptionally);
                });
        return await(answer, open, timeout);
    }

    private RequestOptions options(String method, String target, Map<String, String> headers) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(method))
                .setSsl(origin.tls())
                .setHost(origin.host().replaceAll("^\\[|]$", ""))
                .setPort(origin.port())
                .setURI(origin.basePath() + target)
                .setFollowRedirects(false);
        headers.forEach(options::putHeader);
        return options;
    }

    private void collect(HttpClientResponse response, CompletableFuture<RawResponse> answer) {
        Buffer body = Buffer.buffer();
        response.exceptionHandler(answer::completeExceptionally);
        response.handler(chunk -> {
            if (body.length() + (long) chunk.length() > limits.responseBytes()) {
                answer.completeExceptionally(new TransportFailure(Kind.TOO_LARGE));
                response.request().reset();
            } else {
                body.appendBuffer(chunk);
            }
        });
        response.endHandler(end -> {
            Map<String, String> headers = new HashMap<>();
            response.headers()
                    .forEach(
                            header -> headers.putIfAbsent(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
            answer.complete(new RawResponse(response.statusCode(), headers, body.getBytes()));
        });
    }

    private static RawResponse await(
            CompletableFuture<RawResponse> answer, AtomicReference<HttpClientRequest> open, Duration timeout) {
        try {
            return answer.get(Math.max(1, timeout.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            abandon(open);
            throw new TransportFailure(Kind.TIMEOUT);
        } catch (InterruptedException e) {
            abandon(open);
            Thread.currentThread().interrupt();
            throw new TransportFailure(Kind.TIMEOUT);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof TransportFailure known ? known : new TransportFailure(Kind.UNAVAILABLE);
        }
    }

    private static void abandon(AtomicReference<HttpClientRequest> open) {
        HttpClientRequest request = open.get();
        if (request != null) {
            request.reset();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
