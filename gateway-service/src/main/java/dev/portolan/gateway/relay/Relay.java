package dev.portolan.gateway.relay;

import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Home;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.session.Sender;
import dev.portolan.gateway.transport.HttpClients;
import dev.portolan.mcp.Message;
import dev.portolan.mcp.SealedHandles;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request on to another replica as it came, and its response back as it comes. The replica that serves the
 * request identifies the caller, decides and records; this one only carries. What says that a request was sent on, and
 * by whom it was made, is sealed, so that no client can say it.
 */
@Singleton
public class Relay {
    private static final String HEADER = "Portolan-Relayed";
    private static final String PURPOSE = "relay";
    private static final Duration NOTE_LIFETIME = Duration.ofSeconds(30);
    private static final int MOST_LOST = 1_000;
    /** Of one connection only (RFC 9110, 7.6.1), or written anew. */
    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            HEADER.toLowerCase(Locale.ROOT));

    private final Whereabouts whereabouts;
    private final SealedHandles handles;
    private final HttpClients clients;
    private final RelayConfig config;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final Map<String, Instant> lost = new ConcurrentHashMap<>();

    Relay(
            Whereabouts whereabouts,
            SealedHandles handles,
            Vertx vertx,
            RelayConfig config,
            Clock clock,
            MeterRegistry metrics) {
        this.whereabouts = whereabouts;
        this.handles = handles;
        this.clients = new HttpClients(
                vertx,
                new HttpClientOptions()
                        .setMaxPoolSize(config.connections())
                        .setMaxWaitQueueSize(0)
                        .setConnectTimeout((int) config.connectTimeout().toMillis()));
        this.config = config;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** The address of the client whose request another replica sent on; empty if none did. */
    public Optional<String> clientOf(HttpServerRequest request) {
        return Optional.ofNullable(request.getHeader(HEADER))
                .flatMap(note -> handles.open(PURPOSE, "", note))
                .map(address -> new String(address, StandardCharsets.UTF_8));
    }

    /** The address of the client that made the request, whichever replica it came in at. */
    public String addressOf(HttpServerRequest request) {
        return clientOf(request)
                .orElseGet(() -> request.remoteAddress() == null
                        ? ""
                        : String.valueOf(request.remoteAddress().hostAddress()));
    }

    /**
     * The replica that a request is to be sent on to: empty if it goes on with nothing of another's, was sent on
     * already, or the other could not be reached a moment ago.
     *
     * @param message what is asked; null if only the headers say with what it goes on
     */
    public Optional<Home> elsewhere(HttpServerRequest request, Sender sender, @Nullable Message message) {
        return whereabouts
                .elsewhere(sender, message)
                .filter(home -> !isLost(home) && clientOf(request).isEmpty());
    }

    private boolean isLost(Home home) {
        Instant since = lost.get(home.url());
        return since != null && clock.instant().isBefore(since.plus(config.lostFor()));
    }

    /**
     * Sends a request on and responds to it.
     *
     * @param request to be responded to, its body read
     * @param body its body
     * @return whether it was responded to; false if the replica cannot be reached, and then nothing was sent. Fails
     *     with {@link CallRefused} as {@link Refusal#EXCHANGE_GONE} if the replica goes away before it responds: what
     *     it did until then is unknown
     */
    public Uni<Boolean> forward(HttpServerRequest request, Home home, byte[] body) {
        return Uni.createFrom().emitter(emitter -> clients.ofThisLoop()
                .request(options(request, home))
                .onSuccess(onward -> send(request, onward, body, emitter))
                .onFailure(unreachable -> {
                    if (unreachable instanceof ConnectionPoolTooBusyException) {
                        count("busy");
                    } else {
                        lose(home);
                        count("unreachable");
                    }
                    emitter.complete(false);
                }));
    }

    @PreDestroy
    void close() {
        clients.close();
    }

    private void lose(Home home) {
        if (lost.size() >= MOST_LOST) {
            lost.clear();
        }
        lost.put(home.url(), clock.instant());
    }

    private RequestOptions options(HttpServerRequest request, Home home) {
        String address = addressOf(request);
        RequestOptions options =
                new RequestOptions().setMethod(request.method()).setAbsoluteURI(home.url() + request.uri());
        request.headers().forEach(header -> {
            if (!OF_THE_CONNECTION.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                options.addHeader(header.getKey(), header.getValue());
            }
        });
        return options.putHeader(
                HEADER, handles.seal(PURPOSE, "", address.getBytes(StandardCharsets.UTF_8), NOTE_LIFETIME));
    }

    private void send(
            HttpServerRequest request, HttpClientRequest onward, byte[] body, UniEmitter<? super Boolean> emitter) {
        HttpServerResponse response = request.response();
        // In the newest era to go away is to cancel; what it means is for the replica that serves the request to know.
        response.closeHandler(closed -> onward.reset());
        onward.exceptionHandler(broken -> emitter.fail(gone()));
        onward.send(Buffer.buffer(body))
                .onFailure(broken -> emitter.fail(gone()))
                .onSuccess(answer -> respond(onward, answer, response, emitter));
    }

    private void respond(
            HttpClientRequest onward,
            HttpClientResponse answer,
            HttpServerResponse response,
            UniEmitter<? super Boolean> emitter) {
        count("answered");
        if (response.closed()) {
            onward.reset();
            emitter.complete(true);
            return;
        }
        response.setStatusCode(answer.statusCode());
        answer.headers().forEach(header -> {
            if (!OF_THE_CONNECTION.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                response.headers().add(header.getKey(), header.getValue());
            }
        });
        String length = answer.getHeader("Content-Length");
        if (length == null) {
            response.setChunked(true);
        } else {
            response.putHeader("Content-Length", length);
        }
        answer.pipeTo(response).onComplete(over -> {
            if (over.failed()) {
                // What is cut off on one side is cut off on the other: an end in good order would be a lie.
                answer.pause();
                onward.reset();
                if (!response.closed()) {
                    response.reset();
                }
            }
            emitter.complete(true);
        });
    }

    private void count(String outcome) {
        metrics.counter("gateway.relay.requests", "outcome", outcome).increment();
    }

    private static CallRefused gone() {
        return new CallRefused(
                Refusal.EXCHANGE_GONE,
                "The replica of the gateway that this request goes on with went away; what was done is unknown");
    }
}
