package dev.portolan.gateway.oldsse;

import dev.portolan.gateway.connectorfile.Address;
import dev.portolan.gateway.connectorfile.ConnectorSettings;
import dev.portolan.gateway.line.Backoff;
import dev.portolan.gateway.line.CurrentLine;
import dev.portolan.gateway.line.LineTransport;
import dev.portolan.gateway.transport.HttpTransport;
import dev.portolan.gateway.transport.Transport;
import dev.portolan.gateway.transport.Turns;
import dev.portolan.gateway.transport.UpstreamConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;

/** The ways to connectors by the HTTP+SSE transport of 2024-11-05. */
@Singleton
public class SseLines {
    private final Vertx vertx;
    private final OldSseConfig config;
    private final UpstreamConfig upstream;
    private final MeterRegistry registry;

    SseLines(Vertx vertx, OldSseConfig config, UpstreamConfig upstream, MeterRegistry registry) {
        this.vertx = vertx;
        this.config = config;
        this.upstream = upstream;
        this.registry = registry;
    }

    /**
     * The way to the connector of these settings. Nothing is opened yet.
     *
     * @param address where GET opens its stream
     * @param http how requests are made of it
     * @param longestEvent it may send, in bytes
     */
    public Transport transport(
            ConnectorSettings settings, Address.Endpoint address, HttpTransport http, int longestEvent) {
        Counter dropped = Counter.builder("gateway.old.sse.dropped")
                .description("Messages on the connector's event stream that are about no request, or no messages")
                .tag("connector", settings.id())
                .register(registry);
        SseStream.Terms terms =
                new SseStream.Terms(settings, address.url(), http, longestEvent, config, dropped::increment, vertx);
        Backoff backoff = new Backoff(config.firstReconnect(), config.longestReconnect(), config.steadyAfter());
        CurrentLine.Starter starter = (name, next, over) -> new SseStream(terms, name, next, over).open();
        return new LineTransport(
                settings.id(),
                new CurrentLine(settings.id(), starter, backoff),
                vertx,
                Turns.Waits.of(settings, upstream));
    }
}
