package dev.portolan.gateway.oldsse;

import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.connectorfile.ConnectorSettings;
import dev.portolan.gateway.line.CurrentLine;
import dev.portolan.gateway.line.Line;
import dev.portolan.gateway.line.Unheard;
import dev.portolan.gateway.transport.HttpTransport;
import dev.portolan.mcp.JsonLimits;
import dev.portolan.mcp.ProtocolError;
import dev.portolan.mcp.SseParser;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The event stream of one connector, from the GET that opens it to its end. Its first event says where messages are
 * posted to; all others are messages. Lives on one event loop; what reaches it from others is brought there.
 */
final class SseStream {
    private static final int UNAUTHORIZED = 401;

    private final Terms terms;
    private final String name;
    private final CompletableFuture<Line> next;
    private final Consumer<CurrentLine.End> over;
    private final Context loop;
    private final Unheard unheard;
    private final SseParser events;
    private final JsonLimits limits;
    private final long begun = System.nanoTime();
    private volatile long heard = begun;
    private @Nullable SseLine line;
    private @Nullable HttpClientRequest request;
    private @Nullable HttpClientResponse response;
    private long timer = -1;
    private boolean ended;
    private boolean hungUp;

    /**
     * What holds for all streams of a connector.
     *
     * @param url where GET opens one
     * @param http how requests are made of it
     * @param longestEvent in bytes
     * @param dropped told of each message that is for nobody
     */
    record Terms(
            ConnectorSettings settings,
            URI url,
            HttpTransport http,
            int longestEvent,
            OldSseConfig config,
            Runnable dropped,
            Vertx vertx) {
        long deadlineMillis() {
            return settings.deadline().toMillis();
        }

        CallRefused refused(Refusal refusal, String how) {
            return new CallRefused(refusal, "Connector " + settings.id() + " " + how);
        }
    }

    /**
     * @param next completed with the line that the stream is half of
     * @param over told once how the stream ended
     */
    SseStream(Terms terms, String name, CompletableFuture<Line> next, Consumer<CurrentLine.End> over) {
        this.terms = terms;
        this.name = name;
        this.next = next;
        this.over = over;
        this.loop = terms.vertx().getOrCreateContext();
        this.unheard = new Unheard(terms.config().maxUnheard(), () -> loop.runOnContext(room -> readOn()));
        this.events = new SseParser(terms.longestEvent());
        this.limits = new JsonLimits(terms.longestEvent(), JsonLimits.DEFAULT.maxDepth());
    }

    /** Opens it. From any thread. */
    void open() {
        loop.runOnContext(now -> {
            timer = terms.vertx()
                    .setTimer(
                            terms.deadlineMillis(),
                            late -> end(terms.refused(
                                    Refusal.CONNECTOR_TIMEOUT,
                                    "named no endpoint within " + terms.deadlineMillis() + " ms")));
            terms.http().open(HttpMethod.GET, terms.url(), 0).subscribe().with(this::send, this::unreached);
        });
    }

    private void unreached(Throwable why) {
        end(
                why instanceof CallRefused refused
                        ? refused
                        : terms.refused(Refusal.CONNECTOR_UNAVAILABLE, "cannot be reached"));
    }

    private void send(HttpClientRequest opened) {
        request = opened;
        if (ended) {
            opened.reset();
            return;
        }
        opened.exceptionHandler(this::unreached);
        opened.send().onSuccess(this::head).onFailure(this::unreached);
    }

    private void head(HttpClientResponse answered) {
        if (ended) {
            return;
        }
        response = answered;
        String type = answered.getHeader("Content-Type");
        int status = answered.statusCode();
        if (status == UNAUTHORIZED) {
            terms.http().unwelcome();
        }
        if (status != 200 || type == null || !type.startsWith("text/event-stream")) {
            end(terms.refused(Refusal.CONNECTOR_UNAVAILABLE, "opens no event stream: HTTP status " + status));
            return;
        }
        answered.exceptionHandler(this::unreached);
        answered.endHandler(last -> {
            hungUp = true;
            end(terms.refused(Refusal.CONNECTOR_UNAVAILABLE, "ended its stream"));
        });
        answered.handler(this::part);
    }

    private void part(Buffer chunk) {
        heard = System.nanoTime();
        try {
            for (byte[] data : events.feed(chunk.getBytes())) {
                if (!ended && data.length > 0) {
                    event(data);
                }
            }
        } catch (ProtocolError tooLong) {
            if (line != null) {
                line.hearing().tooLong(limits);
            }
            end(terms.refused(Refusal.CONNECTOR_MISBEHAVED, "sends events that are too long"));
        }
        if (!ended && response != null && unheard.isFull()) {
            response.pause();
        }
    }

    private void readOn() {
        if (!ended && response != null) {
            response.resume();
        }
    }

    private void event(byte[] data) {
        if (line != null) {
            line.hearing().message(data, limits);
            return;
        }
        URI endpoint = PostEndpoint.of(terms.url(), data).orElse(null);
        if (endpoint == null) {
            end(terms.refused(Refusal.CONNECTOR_MISBEHAVED, "does not begin its stream with an endpoint of its own"));
            return;
        }
        terms.vertx().cancelTimer(timer);
        SseLine young = new SseLine(this, terms, name, endpoint);
        line = young;
        next.complete(young);
    }

    Unheard unheard() {
        return unheard;
    }

    /** How long nothing was heard on it, not even a sign of life. From any thread. */
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - heard);
    }

    /** Ends it. From any thread. */
    void endSoon() {
        loop.runOnContext(now -> end(terms.refused(Refusal.CONNECTOR_UNAVAILABLE, "is spoken to no more")));
    }

    private void end(CallRefused why) {
        if (ended) {
            return;
        }
        ended = true;
        terms.vertx().cancelTimer(timer);
        if (!hungUp && request != null) {
            request.reset();
        }
        if (line != null) {
            line.over();
        }
        // Whoever is told that there is no line may ask for another at once.
        over.accept(new CurrentLine.End(Duration.ofNanos(System.nanoTime() - begun), false));
        next.completeExceptionally(why);
    }
}
