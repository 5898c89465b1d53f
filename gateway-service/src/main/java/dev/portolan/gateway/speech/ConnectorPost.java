package dev.portolan.gateway.speech;

import dev.portolan.gateway.call.CallListener;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.connectorfile.ConnectorSettings;
import dev.portolan.gateway.credential.ServiceTokens;
import dev.portolan.mcp.JsonRpcId;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.Message;
import dev.portolan.mcp.MetaKey;
import io.opentelemetry.api.trace.Span;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Posts messages to one connector: with the gateway's own credential for it, its own headers, and its bounds. To be
 * used on an event loop.
 */
public final class ConnectorPost {
    private final ConnectorSettings settings;
    private final HttpClients clients;
    private final ServiceTokens tokens;
    private final Exchange.Bounds bounds;

    public ConnectorPost(
            ConnectorSettings settings, HttpClients clients, ServiceTokens tokens, int progressExtensions) {
        this.settings = settings;
        this.clients = clients;
        this.tokens = tokens;
        long deadline = settings.deadline().toMillis();
        this.bounds = new Exchange.Bounds(deadline, deadline * progressExtensions, settings.maxResponseBytes());
    }

    /**
     * Sends one message.
     *
     * @param id the id an answer must carry, or null if none is expected
     * @param onRequest what to do with a request the connector makes meanwhile
     * @return the answer; fails with {@link CallRefused}. A credential the connector does not take is renewed once.
     */
    Uni<HttpAnswer> post(
            JsonSlice message,
            @Nullable JsonRpcId id,
            Map<String, String> headers,
            CallListener listener,
            Consumer<Message> onRequest) {
        Buffer body = Buffer.buffer(message.toBytes());
        return exchange(body, id, headers, listener, onRequest).chain(answer -> {
            if (answer.status() != 401 || settings.credential() == ConnectorSettings.Credential.NONE) {
                return Uni.createFrom().item(answer);
            }
            tokens.invalidate(settings.scope());
            return exchange(body, id, headers, listener, onRequest);
        });
    }

    private Uni<HttpAnswer> exchange(
            Buffer body,
            @Nullable JsonRpcId id,
            Map<String, String> headers,
            CallListener listener,
            Consumer<Message> onRequest) {
        return bearer().emitOn(EventLoop.ofThisRequest())
                .chain(bearer -> Uni.createFrom().emitter(emitter -> {
                    Exchange exchange =
                            new Exchange(clients.vertx(), settings.id(), id, bounds, listener, onRequest, emitter);
                    RequestOptions options = new RequestOptions()
                            .setMethod(HttpMethod.POST)
                            .setAbsoluteURI(settings.url().toString())
                            .putHeader("Content-Type", "application/json")
                            .putHeader("Accept", "application/json, text/event-stream");
                    headers.forEach(options::putHeader);
                    if (Span.current().getSpanContext().isValid()) {
                        // A tracer runs and writes its own: a second header would make two parents of one.
                        options.getHeaders().remove(MetaKey.TRACEPARENT);
                    }
                    if (!bearer.isEmpty()) {
                        options.putHeader("Authorization", "Bearer " + bearer);
                    }
                    exchange.begin();
                    clients.ofThisLoop()
                            .request(options)
                            .onSuccess(request -> exchange.send(request, body))
                            .onFailure(e -> exchange.unavailable("cannot be reached"));
                }));
    }

    private Uni<String> bearer() {
        if (settings.credential() == ConnectorSettings.Credential.NONE) {
            return Uni.createFrom().item("");
        }
        return tokens.bearer(settings.scope())
                .onFailure()
                .transform(e -> new CallRefused(
                        Refusal.CONNECTOR_UNAVAILABLE,
                        "The gateway has no credential for connector " + settings.id() + " at the moment"));
    }

    String connector() {
        return settings.id();
    }
}
