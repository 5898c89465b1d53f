package dev.portolan.gateway.upstream;

import dev.portolan.gateway.connectorfile.ConnectorSettings;
import dev.portolan.gateway.credential.ServiceTokens;
import dev.portolan.gateway.screen.RequestStates;
import dev.portolan.gateway.speech.ConnectorPost;
import dev.portolan.gateway.speech.HttpClients;
import dev.portolan.gateway.speech.LegacySpeech;
import dev.portolan.gateway.speech.ModernSpeech;
import dev.portolan.gateway.speech.RequestIds;
import dev.portolan.gateway.speech.UpstreamConfig;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Makes the connector that an entry of the connectors file describes. */
@Singleton
class ConnectorFactory {
    private final HttpClients clients;
    private final UpstreamConfig config;
    private final ServiceTokens tokens;
    private final Outgoing outgoing;
    private final Clock clock;
    private final MeterRegistry registry;
    private final RequestIds ids = new RequestIds();

    ConnectorFactory(
            HttpClients clients,
            UpstreamConfig config,
            ServiceTokens tokens,
            RequestStates states,
            Clock clock,
            MeterRegistry registry) {
        this.clients = clients;
        this.config = config;
        this.tokens = tokens;
        this.outgoing = new Outgoing(states);
        this.clock = clock;
        this.registry = registry;
    }

    Connector make(ConnectorSettings settings) {
        ConnectorPost post = new ConnectorPost(settings, clients, tokens, config.progressExtensions());
        Eras eras = new Eras(settings, new ModernSpeech(post, ids), new LegacySpeech(post, ids));
        ConnectorMetrics metrics = new ConnectorMetrics(registry, settings.id());
        return new Connector(new Connector.Terms(settings, config, clock), eras, outgoing, metrics);
    }
}
