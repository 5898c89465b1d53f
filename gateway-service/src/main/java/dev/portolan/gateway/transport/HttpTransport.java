package dev.portolan.gateway.transport;

import dev.portolan.gateway.call.CallListener;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.connectorfile.Address;
import dev.portolan.gateway.connectorfile.ConnectorSettings;
import dev.portolan.gateway.credential.ServiceTokens;
import dev.portolan.gateway.spill.LongAnswers;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpHeader;
import dev.portolan.mcp.MetaKey;
import io.opentelemetry.api.trace.Span;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Streamable HTTP to one connector: with the gateway's own credential for it, its own headers, and its bounds.
 */
public final class HttpTransport implements Transport {
    private static final String SSE = "text/event-stream";

    private final ConnectorSettings settings;
    private final Address.Endpoint address;
    private final HttpClients clients;
    private final ServiceTokens tokens;
    private final LongAnswers longAnswers;
    private final Exchange.Bounds bounds;

    /** @param address where the connector of these settings is */
    public HttpTransport(
            ConnectorSettings settings,
            Address.Endpoint address,
            HttpClients clients,
            ServiceTokens tokens,
            UpstreamConfig config,
            LongAnswers longAnswers) {
        this.settings = settings;
        this.address = address;
        this.clients = clients;
        this.tokens = tokens;
        this.longAnswers = longAnswers;
        this.bounds = new Exchange.Bounds(
                Turns.Waits.of(settings, config), settings.maxResponseBytes(), config.streamResumptions());
    }

    @Override
    public String connector() {
        return settings.id();
    }

    @Override
    public boolean isOneStream() {
        return false;
    }

    /** Connections belong to all connectors; what is under way ends by itself. */
    @Override
    public void close() {}

    /** A credential the connector does not take is renewed once. */
    @Override
    public Uni<Turn> request(Outbound outbound, CallListener listener) {
        return exchange(outbound.message(), outbound, outbound.headers(), listener)
                .chain(turn -> {
                    boolean unwelcome = turn instanceof HttpAnswer answer && answer.status() == 401;
                    if (!unwelcome || address.credential() == ConnectorSettings.Credential.NONE) {
                        return Uni.createFrom().item(turn);
                    }
                    unwelcome();
                    return exchange(outbound.message(), outbound, outbound.headers(), listener);
                });
    }

    @Override
    public Uni<HttpAnswer> tell(JsonSlice message, Map<String, String> headers) {
        return exchange(message, null, headers, CallListener.SILENT).map(HttpAnswer.class::cast);
    }

    @Override
    public Runnable stand(@Nullable JsonSlice message, Map<String, String> headers, Ear ear) {
        StandingExchange exchange = new StandingExchange(
                ear, Math.min(settings.maxResponseBytes(), longAnswers.longestInMemory()), this::unwelcome);
        HttpMethod method = message == null ? HttpMethod.GET : HttpMethod.POST;
        Buffer body = message == null ? null : Buffer.buffer(message.toBytes());
        bearer().emitOn(EventLoop.ofThisRequest())
                .subscribe()
                .with(
                        bearer -> {
                            RequestOptions options = options(method, headers, bearer);
                            clients.ofThisLoop()
                                    .request(
                                            body == null
                                                    ? options
                                                    : options.putHeader("Content-Type", "application/json"))
                                    .onSuccess(request -> exchange.send(request, body))
                                    .onFailure(unreached -> exchange.fail(0));
                        },
                        noCredential -> exchange.fail(0));
        return exchange::hangUp;
    }

    private Uni<Turn> exchange(
            JsonSlice message, @Nullable Outbound outbound, Map<String, String> headers, CallListener listener) {
        Buffer body = Buffer.buffer(message.toBytes());
        return bearer().emitOn(EventLoop.ofThisRequest())
                .chain(bearer -> Uni.createFrom().emitter(emitter -> {
                    Exchange exchange = new Exchange(
                            clients.vertx(),
                            settings.id(),
                            outbound,
                            bounds,
                            longAnswers,
                            lastEventId -> clients.ofThisLoop()
                                    .request(options(HttpMethod.GET, headers, bearer)
                                            .putHeader(McpHeader.LAST_EVENT_ID, lastEventId)));
                    exchange.begin(listener, emitter);
                    clients.ofThisLoop()
                            .request(options(HttpMethod.POST, headers, bearer)
                                    .putHeader("Content-Type", "application/json"))
                            .onSuccess(request -> exchange.send(request, body))
                            .onFailure(e -> exchange.unavailable("cannot be reached"));
                }));
    }

    /**
     * A request of the connector that is yet to be sent, with the gateway's credential; fails if it cannot be made.
     *
     * @param url at the connector's origin
     * @param timeoutMillis how long nothing may come of it; 0 for as long as it takes
     */
    public Uni<HttpClientRequest> open(HttpMethod method, URI url, long timeoutMillis) {
        return bearer().emitOn(EventLoop.ofThisRequest()).chain(bearer -> {
            RequestOptions options = options(method, Map.of(), bearer).setAbsoluteURI(url.toString());
            return Uni.createFrom().completionStage(() -> clients.ofThisLoop()
                    .request(timeoutMillis == 0 ? options : options.setTimeout(timeoutMillis))
                    .toCompletionStage());
        });
    }

    /** The connector does not take the credential; the next request has another. */
    public void unwelcome() {
        tokens.invalidate(address.scope());
    }

    private RequestOptions options(HttpMethod method, Map<String, String> headers, String bearer) {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(address.url().toString())
                .putHeader("Accept", method.equals(HttpMethod.GET) ? SSE : "application/json, " + SSE);
        headers.forEach(options::putHeader);
        if (Span.current().getSpanContext().isValid()) {
            // A tracer runs and writes its own: a second header would make two parents of one.
            options.getHeaders().remove(MetaKey.TRACEPARENT);
        }
        return bearer.isEmpty() ? options : options.putHeader("Authorization", "Bearer " + bearer);
    }

    private Uni<String> bearer() {
        if (address.credential() == ConnectorSettings.Credential.NONE) {
            return Uni.createFrom().item("");
        }
        return tokens.bearer(address.scope())
                .onFailure()
                .transform(e -> new CallRefused(
                        Refusal.CONNECTOR_UNAVAILABLE,
                        "The gateway has no credential for connector " + settings.id() + " at the moment"));
    }
}
