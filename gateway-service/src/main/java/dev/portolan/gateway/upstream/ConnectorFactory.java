package dev.portolan.gateway.upstream;

import dev.portolan.gateway.connectorfile.ConnectorSettings;
import dev.portolan.gateway.screen.RequestStates;
import dev.portolan.gateway.speech.LegacySessions;
import dev.portolan.gateway.speech.LegacySpeech;
import dev.portolan.gateway.speech.ModernSpeech;
import dev.portolan.gateway.speech.ParkedExchanges;
import dev.portolan.gateway.speech.RequestIds;
import dev.portolan.gateway.transport.Transport;
import dev.portolan.gateway.transport.UpstreamConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** Makes the connector that an entry of the connectors file describes. */
@Singleton
class ConnectorFactory {
    private final Transports transports;
    private final UpstreamConfig config;
    private final Outgoing outgoing;
    private final Clock clock;
    private final MeterRegistry registry;
    private final ParkedExchanges parked;
    private final RequestIds ids = new RequestIds();

    ConnectorFactory(
            Transports transports,
            UpstreamConfig config,
            RequestStates states,
            Clock clock,
            MeterRegistry registry,
            Vertx vertx) {
        this.transports = transports;
        this.config = config;
        this.outgoing = new Outgoing(states);
        this.clock = clock;
        this.registry = registry;
        this.parked = new ParkedExchanges(vertx, config.parkedExchanges(), config.parkedFor());
    }

    Connector make(ConnectorSettings settings) {
        Transport transport = transports.to(settings);
        Optional<Transport> oldest = transports.oldest(settings);
        Eras eras = new Eras(
                settings,
                new ModernSpeech(transport, ids),
                legacy(transport, settings),
                oldest.map(way -> legacy(way, settings)));
        ConnectorMetrics metrics = new ConnectorMetrics(registry, settings.id());
        return new Connector(new Connector.Terms(settings, config, clock), eras, outgoing, metrics, () -> {
            transport.close();
            oldest.ifPresent(Transport::close);
        });
    }

    private LegacySpeech legacy(Transport transport, ConnectorSettings settings) {
        return new LegacySpeech(
                transport,
                ids,
                parked,
                new LegacySessions.Terms(config.sessions(), settings.era().pinned(), config.taskTtl()));
    }
}
