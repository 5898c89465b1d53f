package dev.portolan.gateway.screen;

import dev.portolan.mcp.JsonSlice;

/**
 * A connector's answer that the caller may see, in modern form and public names. Only {@link ResultScreen} makes one,
 * so nothing leaves unscreened.
 */
public final class ScreenedReply {
    /** What kind of answer it is. */
    public enum Kind {
        /** A result. */
        RESULT,
        /** A tool's result that says {@code isError}. */
        TOOL_ERROR,
        /** A JSON-RPC error. */
        PROTOCOL_ERROR
    }

    private final Kind kind;
    private final JsonSlice body;
    private final long code;
    private final long upstreamMicros;

    ScreenedReply(Kind kind, JsonSlice body, long code, long upstreamMicros) {
        this.kind = kind;
        this.body = body;
        this.code = code;
        this.upstreamMicros = upstreamMicros;
    }

    public Kind kind() {
        return kind;
    }

    /** The {@code result}, or the {@code error} object. */
    public JsonSlice body() {
        return body;
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
