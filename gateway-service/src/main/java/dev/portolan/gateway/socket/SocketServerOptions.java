package dev.portolan.gateway.socket;

import dev.portolan.gateway.edge.EdgeConfig;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/** Frames may be as long as messages, and are not compressed: a short one could become a long one here. */
@Singleton
public class SocketServerOptions implements HttpServerOptionsCustomizer {
    /** The subprotocol that clients may name. */
    static final String SUBPROTOCOL = "mcp";

    private final int maxMessage;

    SocketServerOptions(EdgeConfig config) {
        this.maxMessage = Math.toIntExact(config.maxBody().asLongValue());
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        customize(options);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        customize(options);
    }

    private void customize(HttpServerOptions options) {
        options.setMaxWebSocketFrameSize(maxMessage)
                .setMaxWebSocketMessageSize(maxMessage)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .addWebSocketSubProtocol(SUBPROTOCOL);
    }
}
