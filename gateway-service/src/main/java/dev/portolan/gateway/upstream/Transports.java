package dev.portolan.gateway.upstream;

import dev.portolan.gateway.child.Children;
import dev.portolan.gateway.connectorfile.Address;
import dev.portolan.gateway.connectorfile.ConnectorSettings;
import dev.portolan.gateway.credential.ServiceTokens;
import dev.portolan.gateway.spill.LongAnswers;
import dev.portolan.gateway.transport.HttpClients;
import dev.portolan.gateway.transport.HttpTransport;
import dev.portolan.gateway.transport.Transport;
import dev.portolan.gateway.transport.UpstreamConfig;
import jakarta.inject.Singleton;

/** The ways to connectors: over HTTP, or to a child process. */
@Singleton
class Transports {
    private final HttpClients clients;
    private final ServiceTokens tokens;
    private final Children children;
    private final UpstreamConfig config;
    private final LongAnswers longAnswers;

    Transports(
            HttpClients clients,
            ServiceTokens tokens,
            Children children,
            UpstreamConfig config,
            LongAnswers longAnswers) {
        this.clients = clients;
        this.tokens = tokens;
        this.children = children;
        this.config = config;
        this.longAnswers = longAnswers;
    }

    Transport to(ConnectorSettings settings) {
        if (settings.address() instanceof Address.Command command) {
            return children.transport(
                    settings, command, Math.min(settings.maxResponseBytes(), longAnswers.longestInMemory()));
        }
        return new HttpTransport(settings, (Address.Endpoint) settings.address(), clients, tokens, config, longAnswers);
    }
}
