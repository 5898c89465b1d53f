package dev.portolan.gateway.edge;

import dev.portolan.audit.event.UuidV7;
import dev.portolan.gateway.call.Origin;
import dev.portolan.gateway.relay.Relay;
import dev.portolan.gateway.session.Sender;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives a request its identity in records and traces. The trace is the one that a tracer runs, else the one the client
 * sent (W3C Trace Context), else a new one: a record always has a trace id.
 */
@Singleton
public class Origination {
    private static final Pattern TRACEPARENT = Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-..");

    private final UuidV7 ids;
    private final Relay relay;

    Origination(Clock clock, Relay relay) {
        this.ids = new UuidV7(clock);
        this.relay = relay;
    }

    public Origin of(HttpServerRequest request) {
        SpanContext span = Span.current().getSpanContext();
        boolean traced = span.isValid();
        return new Origin(
                ids.next(),
                System.nanoTime(),
                Origin.Carrier.HTTP,
                request.method().name(),
                relay.addressOf(request),
                text(request.getHeader("User-Agent")),
                traced ? span.getTraceId() : traceId(request.getHeader("traceparent")),
                traced ? span.getSpanId() : random(8));
    }

    /** A request of whose head nothing can be relied on. */
    public Origin unread(HttpServerRequest request) {
        return new Origin(
                ids.next(),
                System.nanoTime(),
                Origin.Carrier.HTTP,
                "",
                request.remoteAddress() == null
                        ? ""
                        : String.valueOf(request.remoteAddress().hostAddress()),
                "",
                random(16),
                random(8));
    }

    /** A message that is no HTTP request by itself, in a trace of its own. */
    public Origin message(Origin handshake, Origin.Carrier carrier) {
        return new Origin(
                ids.next(),
                System.nanoTime(),
                carrier,
                handshake.httpMethod(),
                handshake.address(),
                handshake.userAgent(),
                random(16),
                random(8));
    }

    /** The same request in the trace its body names, unless it already is in one. */
    Origin within(Origin origin, Sender sender, @Nullable String traceparent) {
        boolean already =
                Span.current().getSpanContext().isValid() || sender.header().apply("traceparent") != null;
        return already || traceparent == null
                ? origin
                : new Origin(
                        origin.callId(),
                        origin.receivedNanos(),
                        origin.carrier(),
                        origin.httpMethod(),
                        origin.address(),
                        origin.userAgent(),
                        traceId(traceparent),
                        origin.spanId());
    }

    /** A further call for the same request, in the same trace. */
    Origin again(Origin origin) {
        return new Origin(
                ids.next(),
                System.nanoTime(),
                origin.carrier(),
                origin.httpMethod(),
                origin.address(),
                origin.userAgent(),
                origin.traceId(),
                origin.spanId());
    }

    private static String traceId(@Nullable String traceparent) {
        Matcher sent = TRACEPARENT.matcher(text(traceparent));
        return sent.matches() ? sent.group(1) : random(16);
    }

    private static String random(int bytes) {
        byte[] id = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(id);
        id[0] |= 1;
        return HexFormat.of().formatHex(id);
    }

    private static String text(@Nullable String header) {
        return header == null ? "" : header;
    }
}
