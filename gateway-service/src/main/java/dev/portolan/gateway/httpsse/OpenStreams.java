package dev.portolan.gateway.httpsse;

import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.Home;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.socket.CloseCode;
import dev.portolan.gateway.socket.Handshake;
import dev.portolan.gateway.socket.Reception;
import dev.portolan.gateway.socket.Socket;
import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.ProtocolError;
import dev.portolan.mcp.SealedHandles;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The event streams that are open on this replica. */
@Singleton
public class OpenStreams {
    private final Reception reception;
    private final HttpSseConfig config;
    private final SealedHandles handles;
    private final Home here;
    private final Vertx vertx;
    private final Clock clock;
    private final Map<String, Open> open = new ConcurrentHashMap<>();

    /** One of them, and the event loop it lives on. */
    record Open(EventLine line, Socket socket, Context loop) {}

    OpenStreams(Reception reception, HttpSseConfig config, SealedHandles handles, Home here, Vertx vertx, Clock clock) {
        this.reception = reception;
        this.config = config;
        this.handles = handles;
        this.here = here;
        this.vertx = vertx;
        this.clock = clock;
    }

    /**
     * Opens a stream, on the event loop of its connection.
     *
     * @throws CallRefused if as many are open as may be
     */
    void open(HttpServerRequest request, Handshake handshake) {
        if (open.size() >= config.maxStreams()) {
            throw new CallRefused(Refusal.TOO_MANY_REQUESTS, "As many event streams are open as may be");
        }
        Caller caller = handshake.caller();
        StreamHandle handle = new StreamHandle(UUID.randomUUID().toString(), here);
        EventLine line = new EventLine(request, vertx, config);
        Context loop = vertx.getOrCreateContext();
        Socket socket = new Socket(line, loop, handshake, reception, config.maxRequests());
        open.put(handle.stream(), new Open(line, socket, loop));
        String target = request.path() + "?" + HttpSseEndpoint.STREAM + "="
                + handle.sealed(handles, handshake.endpoint(), caller, clock);
        Duration left = Duration.between(clock.instant(), caller.expiresAt());
        line.open(target, left.toMillis(), () -> {
            open.remove(handle.stream());
            socket.over();
        });
    }

    /**
     * The replica on which the stream is open that a message is for, if it is another.
     *
     * @throws ProtocolError 404 if the sender has no such stream
     */
    Optional<Home> elsewhere(Handshake message, String sealed) {
        Home home = handle(message, sealed).home();
        return home.url().isEmpty() || home.url().equals(here.url()) ? Optional.empty() : Optional.of(home);
    }

    /**
     * The stream that a message is for.
     *
     * @throws ProtocolError 404 if the sender has no such stream, or it has ended
     */
    Open of(Handshake message, String sealed) {
        return Optional.ofNullable(open.get(handle(message, sealed).stream())).orElseThrow(OpenStreams::none);
    }

    private StreamHandle handle(Handshake message, String sealed) {
        return StreamHandle.of(handles, message.endpoint(), message.caller(), sealed)
                .orElseThrow(OpenStreams::none);
    }

    private static ProtocolError none() {
        return new ProtocolError(
                404, ErrorCode.INVALID_REQUEST, "no such stream, or it has ended: open another with GET");
    }

    /** Clients hear of it before the server waits for what is under way. */
    void stopping(@Observes ShutdownDelayInitiatedEvent event) {
        endAll();
    }

    /** Ends all streams: their clients are to connect again, to another replica. */
    public void endAll() {
        List.copyOf(open.values()).forEach(each -> each.socket().endSoon(CloseCode.GOING_AWAY));
    }
}
