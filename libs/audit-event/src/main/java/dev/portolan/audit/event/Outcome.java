package dev.portolan.audit.event;

import java.util.Map;

/**
 * How it ended. Absent texts are empty, absent numbers zero. Start from {@link #of} and add what is known.
 *
 * @param code how it ended
 * @param reason name of our refusal, e.g. {@code NOT_PERMITTED}; at most 64 characters
 * @param errorCode JSON-RPC error code of the answer
 * @param httpStatus HTTP status of the answer
 * @param latencyMicros from the arrival of the request to its answer being ready, in microseconds
 * @param upstreamMicros of these, spent waiting for the connector; zero if it was not reached
 * @param bytesOut length of the answer's body in bytes
 * @param commitment to the answer's body, 64 lower-case hex digits
 * @param payload how much of the answer's body is kept beside the record
 * @param count how many requests a COALESCED event stands for, or records an {@code audit.query} showed
 */
public record Outcome(
        Code code,
        String reason,
        long errorCode,
        int httpStatus,
        long latencyMicros,
        long upstreamMicros,
        long bytesOut,
        String commitment,
        Payload payload,
        long count) {

    /** How a request ended. */
    public enum Code {
        /** Answered as asked. */
        SUCCESS,
        /** The tool ran and said {@code isError}. */
        TOOL_ERROR,
        /** A JSON-RPC error, ours about the request or the connector's. */
        PROTOCOL_ERROR,
        /** The connector could not be reached or broke its protocol. */
        UPSTREAM_ERROR,
        /** The deadline passed. */
        TIMEOUT,
        /** The client took the request back. */
        CANCELLED,
        /** The client's connection broke before the answer was written. */
        CLIENT_GONE,
        /** Not authenticated, not permitted, over quota, or not admitted. */
        DENIED,
        /** The gateway failed. */
        GATEWAY_ERROR,
        /** An intent whose end nobody saw; the call may have had an effect. */
        UNKNOWN,
        /** Not ended yet: the outcome of an intent. */
        NONE
    }

    /** How much of an answer is kept. */
    public enum Payload {
        /** Digest and length, or nothing if there is no commitment. */
        DIGEST,
        /** The text too, with all taken out that may be a secret. */
        REDACTED,
        /** The text too, with all taken out that is known to be a secret. */
        ENCRYPTED
    }

    /** Not ended yet. */
    public static final Outcome NONE = of(Code.NONE);

    /**
     * Bounds the texts.
     *
     * @throws IllegalArgumentException if the commitment is malformed or a number is out of range
     */
    public Outcome {
        reason = Text.bounded(reason, 64);
        commitment = Text.sha256(commitment);
        Text.count("errorCode", Math.abs(errorCode));
        Text.count("httpStatus", httpStatus);
        Text.count("latencyMicros", latencyMicros);
        Text.count("upstreamMicros", upstreamMicros);
        Text.count("bytesOut", bytesOut);
        Text.count("count", count);
    }

    /** An outcome of which only the code is known. */
    public static Outcome of(Code code) {
        return new Outcome(code, "", 0, 0, 0, 0, 0, "", Payload.DIGEST, 0);
    }

    /** With the name of our refusal. */
    public Outcome withReason(String refusal) {
        return new Outcome(
                code,
                refusal,
                errorCode,
                httpStatus,
                latencyMicros,
                upstreamMicros,
                bytesOut,
                commitment,
                payload,
                count);
    }

    /** With the HTTP status and the JSON-RPC error code (zero: none) of the answer. */
    public Outcome withStatus(int http, long jsonrpcError) {
        return new Outcome(
                code, reason, jsonrpcError, http, latencyMicros, upstreamMicros, bytesOut, commitment, payload, count);
    }

    /** With the time it took in all and, of it, at the connector, in microseconds. */
    public Outcome withLatency(long micros, long ofThemUpstream) {
        return new Outcome(
                code, reason, errorCode, httpStatus, micros, ofThemUpstream, bytesOut, commitment, payload, count);
    }

    /** With the length of the answer's body. */
    public Outcome withBody(long bytes) {
        return withBody(bytes, "", Payload.DIGEST);
    }

    /** With the length of the answer's body, the commitment to it, and how much of it is kept. */
    public Outcome withBody(long bytes, String committed, Payload kept) {
        return new Outcome(
                code, reason, errorCode, httpStatus, latencyMicros, upstreamMicros, bytes, committed, kept, count);
    }

    /** With the number of requests a COALESCED event stands for, or of records shown. */
    public Outcome withCount(long requests) {
        return new Outcome(
                code,
                reason,
                errorCode,
                httpStatus,
                latencyMicros,
                upstreamMicros,
                bytesOut,
                commitment,
                payload,
                requests);
    }

    Map<String, Object> members() {
        if (code == Code.NONE) {
            return Map.of();
        }
        return new Members()
                .always("code", code)
                .text("reason", reason)
                .number("error_code", errorCode)
                .number("http_status", httpStatus)
                .number("latency_micros", latencyMicros)
                .number("upstream_micros", upstreamMicros)
                .number("bytes_out", bytesOut)
                .text("commitment", commitment)
                .word("payload", payload, Payload.DIGEST)
                .number("count", count)
                .map();
    }
}
