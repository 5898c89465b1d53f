package dev.portolan.gateway.upstream;

import dev.portolan.gateway.child.Children;
import dev.portolan.gateway.connectorfile.Address;
import dev.portolan.gateway.connectorfile.ConnectorSettings;
import dev.portolan.gateway.credential.ServiceTokens;
import dev.portolan.gateway.oldsse.SseLines;
import dev.portolan.gateway.spill.LongAnswers;
import dev.portolan.gateway.transport.HttpClients;
import dev.portolan.gateway.transport.HttpTransport;
import dev.portolan.gateway.transport.Transport;
import dev.portolan.gateway.transport.UpstreamConfig;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The ways to connectors: over HTTP as it is now and as it was in 2024-11-05, or to a child process. */
@Singleton
class Transports {
    private final HttpClients clients;
    private final ServiceTokens tokens;
    private final Children children;
    private final SseLines oldest;
    private final UpstreamConfig config;
    private final LongAnswers longAnswers;

    Transports(
            HttpClients clients,
            ServiceTokens tokens,
            Children children,
            SseLines oldest,
            UpstreamConfig config,
            LongAnswers longAnswers) {
        this.clients = clients;
        this.tokens = tokens;
        this.children = children;
        this.oldest = oldest;
        this.config = config;
        this.longAnswers = longAnswers;
    }

    /** The way to a connector. */
    Transport to(ConnectorSettings settings) {
        return settings.address() instanceof Address.Command command
                ? children.transport(settings, command, longestEvent(settings))
                : http(settings, (Address.Endpoint) settings.address());
    }

    /** The way by the transport of 2024-11-05, if the entry leaves it open that the connector may have no other. */
    Optional<Transport> oldest(ConnectorSettings settings) {
        boolean possible =
                switch (settings.era()) {
                    case AUTO, LEGACY, V2024_11_05 -> true;
                    default -> false;
                };
        return possible && settings.address() instanceof Address.Endpoint address
                ? Optional.of(oldest.transport(settings, address, http(settings, address), longestEvent(settings)))
                : Optional.empty();
    }

    private HttpTransport http(ConnectorSettings settings, Address.Endpoint address) {
        return new HttpTransport(settings, address, clients, tokens, config, longAnswers);
    }

    private int longestEvent(ConnectorSettings settings) {
        return Math.min(settings.maxResponseBytes(), longAnswers.longestInMemory());
    }
}
