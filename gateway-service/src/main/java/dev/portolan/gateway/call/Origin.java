package dev.portolan.gateway.call;

import java.util.UUID;

/**
 * Where a request came from and how it arrived, as far as the record of it is concerned. Absent texts are empty.
 *
 * @param callId names the request in records, logs and error texts; a UUID of version 7
 * @param receivedNanos when it arrived, by {@link System#nanoTime()}
 * @param carrier what carried it
 * @param httpMethod HTTP method, of a WebSocket's message that of its handshake
 * @param address IP address of the peer
 * @param userAgent HTTP {@code User-Agent}, unverified
 * @param traceId W3C trace id of the span that serves the request, 32 hex digits
 * @param spanId W3C span id of that span, 16 hex digits
 */
public record Origin(
        UUID callId,
        long receivedNanos,
        Carrier carrier,
        String httpMethod,
        String address,
        String userAgent,
        String traceId,
        String spanId) {
    /** What carries messages. */
    public enum Carrier {
        /** Streamable HTTP: headers mirror what the body says. */
        HTTP,
        /** A WebSocket: a message is all there is. */
        WEBSOCKET,
        /** A POST, whose answer comes on an event stream; a message is all there is. */
        HTTP_SSE
    }

    /** The W3C trace context by which others continue this request's trace. */
    public String traceparent() {
        return "00-" + traceId + "-" + spanId + "-01";
    }

    /** Microseconds since the request arrived. */
    public long elapsedMicros() {
        return Math.max(0, (System.nanoTime() - receivedNanos) / 1_000);
    }
}
