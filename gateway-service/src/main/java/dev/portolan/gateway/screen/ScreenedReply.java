package dev.portolan.gateway.screen;

import dev.portolan.gateway.call.Sha256;
import dev.portolan.mcp.JsonSlice;
import org.jspecify.annotations.Nullable;

/**
 * A connector's answer that the caller may see, in modern form and public names. Only {@link ResultScreen} makes one,
 * so nothing leaves unscreened.
 */
public final class ScreenedReply {
    /** What kind of answer it is. */
    public enum Kind {
        /** A result. */
        RESULT,
        /** What comes before a result: the connector asks for input, or made a task of the call. */
        NO_RESULT_YET,
        /** A tool's result that says {@code isError}. */
        TOOL_ERROR,
        /** A JSON-RPC error. */
        PROTOCOL_ERROR
    }

    private final Kind kind;
    private final JsonSlice body;
    private final long code;
    private final long upstreamMicros;
    private final @Nullable Measure measure;

    /** What a body is with its long strings in their places. */
    private record Measure(long length, String sha256) {}

    ScreenedReply(Kind kind, JsonSlice body, long code, long upstreamMicros) {
        this(kind, body, code, upstreamMicros, null);
    }

    private ScreenedReply(Kind kind, JsonSlice body, long code, long upstreamMicros, @Nullable Measure measure) {
        this.kind = kind;
        this.body = body;
        this.code = code;
        this.upstreamMicros = upstreamMicros;
        this.measure = measure;
    }

    /**
     * The same, once it is known what its body is with its long strings in their places.
     *
     * @param length in bytes
     * @param sha256 in hex
     */
    public ScreenedReply measured(long length, String sha256) {
        return new ScreenedReply(kind, body, code, upstreamMicros, new Measure(length, sha256));
    }

    public Kind kind() {
        return kind;
    }

    /** The {@code result}, or the {@code error} object; with marks in the places of strings that are on disk. */
    public JsonSlice body() {
        return body;
    }

    /** Whether no string of it is on disk. */
    public boolean isWhole() {
        return measure == null;
    }

    /** How long the whole body is, in bytes. */
    public long length() {
        return measure == null ? body.length() : measure.length();
    }

    /** SHA-256 of the whole body, in hex. */
    public String sha256() {
        return measure == null ? Sha256.hex(body.toBytes()) : measure.sha256();
    }

    /** The JSON-RPC error code; 0 if it is no error. */
    public long code() {
        return code;
    }

    /** How long the connector took, in microseconds. */
    public long upstreamMicros() {
        return upstreamMicros;
    }
}
