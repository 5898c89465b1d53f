package dev.portolan.gateway.socket;

import dev.portolan.gateway.edge.EdgeConfig;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The sockets that are open on this replica. */
@Singleton
public class OpenSockets {
    private final Reception reception;
    private final SocketConfig config;
    private final int maxMessage;
    private final Vertx vertx;
    private final Clock clock;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    OpenSockets(Reception reception, SocketConfig config, EdgeConfig edge, Vertx vertx, Clock clock) {
        this.reception = reception;
        this.config = config;
        this.maxMessage = Math.toIntExact(edge.maxBody().asLongValue());
        this.vertx = vertx;
        this.clock = clock;
    }

    /** Whether there are as many as there may be. */
    boolean isFull() {
        return open.size() >= config.maxSockets();
    }

    /** Serves a socket until it ends, on the event loop of its connection. */
    void opened(ServerWebSocket accepted, Handshake handshake) {
        HttpServerRequest request = handshake.context().request();
        Wire wire = new Wire(accepted, request.connection(), vertx, config, maxMessage);
        Socket socket = new Socket(wire, vertx.getOrCreateContext(), handshake, reception, config.maxRequests());
        open.add(socket);
        wire.open(body -> socket.received(body, handshake), socket::unfit, () -> {
            open.remove(socket);
            socket.over();
            new UpgradedRequest(request).ended();
        });
        Duration left = Duration.between(clock.instant(), handshake.caller().expiresAt());
        wire.endAfter(left.toMillis(), CloseCode.TOKEN_ENDED);
        if (stopping) {
            socket.endSoon(CloseCode.GOING_AWAY);
        }
    }

    /** Clients hear of it before the server waits for what is under way. */
    void stopping(@Observes ShutdownDelayInitiatedEvent event) {
        stopping = true;
        endAll();
    }

    void stopped(@Observes ShutdownEvent event) {
        endAll();
    }

    /** Ends all sockets: their clients are to connect again, to another replica. */
    public void endAll() {
        List.copyOf(open).forEach(socket -> socket.endSoon(CloseCode.GOING_AWAY));
    }
}
