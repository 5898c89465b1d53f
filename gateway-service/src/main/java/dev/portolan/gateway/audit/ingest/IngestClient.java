package dev.portolan.gateway.audit.ingest;

import dev.portolan.gateway.audit.journal.AuditConfig;
import dev.portolan.gateway.credential.ServiceTokens;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.tracing.TracingPolicy;

/**
 * Sends batches to audit-service. A batch counts as acknowledged by status 200 and nothing else: audit-service gives
 * it after the commit. Sending one twice does no harm, as audit-service knows records by their identifiers, so a
 * failed connection and a refused token are each worth a second attempt at once.
 */
public final class IngestClient implements AutoCloseable {
    private final Vertx vertx;
    private final Context context;
    private final AuditConfig config;
    private final ServiceTokens tokens;
    private final HttpClient http;
    private final String uri;

    /** @param context of the log; every result is given on it */
    public IngestClient(Vertx vertx, Context context, AuditConfig config, ServiceTokens tokens) {
        this.vertx = vertx;
        this.context = context;
        this.config = config;
        this.tokens = tokens;
        String url = config.url().toString();
        this.uri = (url.endsWith("/") ? url.substring(0, url.length() - 1) : url) + "/ingest";
        // the log's own span would have no parent: the trace of the first record is handed on instead
        this.http = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(config.maxInFlight())
                .setConnectTimeout(millis())
                .setTracingPolicy(TracingPolicy.IGNORE));
    }

    private int millis() {
        return (int) Math.max(1, config.deadline().toMillis());
    }

    /**
     * Completes once the batch is durable; fails with {@link IngestFailure} within the deadline if it may not be.
     *
     * @param body a JSON array of canonical records
     * @param trace that the request continues, if it is valid
     */
    public Future<Void> post(Buffer body, SpanContext trace) {
        return post(body, trace, "");
    }

    /**
     * Likewise.
     *
     * @param head how far the records are durable here, as {@code Portolan-Audit-Head} says it; empty for nothing
     */
    public Future<Void> post(Buffer body, SpanContext trace, String head) {
        Promise<Void> acknowledged = Promise.promise();
        long timer = vertx.setTimer(millis(), id -> acknowledged.tryFail(IngestFailure.late(millis())));
        acknowledged.future().onComplete(done -> vertx.cancelTimer(timer));
        attempt(body, trace, head, acknowledged)
                .recover(failure -> failure instanceof IngestFailure known
                                && known.worthAnother()
                                && !acknowledged.future().isComplete()
                        ? attempt(body, trace, head, acknowledged)
                        : Future.failedFuture(failure))
                .onSuccess(acknowledged::tryComplete)
                .onFailure(acknowledged::tryFail);
        return acknowledged.future();
    }

    private Future<Void> attempt(Buffer body, SpanContext trace, String head, Promise<Void> acknowledged) {
        return bearer().compose(token -> request(acknowledged)
                .compose(request -> sent(request, token, body, trace, head))
                .recover(foreign -> Future.failedFuture(IngestFailure.connection()))
                .compose(this::judged));
    }

    private Future<String> bearer() {
        Promise<String> token = Promise.promise();
        tokens.bearer(config.scope())
                .subscribe()
                .with(
                        value -> context.runOnContext(none -> token.complete(value)),
                        failure -> context.runOnContext(none -> token.fail(IngestFailure.token())));
        return token.future();
    }

    private Future<HttpClientRequest> request(Promise<Void> acknowledged) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(uri)
                .setTimeout(millis());
        return http.request(options).onSuccess(request -> acknowledged.future().onFailure(late -> request.reset()));
    }

    /** Waits for the end of the answer, so that the connection is free for the next batch; its body is dropped. */
    private static Future<HttpClientResponse> sent(
            HttpClientRequest request, String token, Buffer body, SpanContext trace, String head) {
        MultiMap headers = request.headers();
        headers.set(HttpHeaders.AUTHORIZATION, "Bearer " + token);
        headers.set(HttpHeaders.CONTENT_TYPE, "application/json");
        if (!head.isEmpty()) {
            headers.set("Portolan-Audit-Head", head);
        }
        if (trace.isSampled()) {
            W3CTraceContextPropagator.getInstance()
                    .inject(
                            io.opentelemetry.context.Context.root().with(Span.wrap(trace)),
                            headers,
                            (carrier, name, value) -> headers.set(name, value));
        }
        return request.send(body).compose(response -> response.end().map(response));
    }

    private Future<Void> judged(HttpClientResponse response) {
        int status = response.statusCode();
        if (status == 200) {
            return Future.succeededFuture();
        }
        if (status == 401) {
            tokens.invalidate(config.scope());
        }
        return Future.failedFuture(IngestFailure.status(status));
    }

    @Override
    public void close() {
        http.close();
    }
}
