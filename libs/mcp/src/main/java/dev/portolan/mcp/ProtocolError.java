package dev.portolan.mcp;

import org.jspecify.annotations.Nullable;

/**
 * A message that breaks the protocol, with the answer the specification demands. The text is ours and safe to show.
 */
public final class ProtocolError extends RuntimeException {
    private final int httpStatus;
    private final int code;
    private final transient @Nullable JsonRpcId id;
    private final transient @Nullable JsonSlice data;

    public ProtocolError(int httpStatus, int code, String message) {
        this(httpStatus, code, message, null, null);
    }

    private ProtocolError(int httpStatus, int code, String message, @Nullable JsonRpcId id, @Nullable JsonSlice data) {
        super(message, null, false, false);
        this.httpStatus = httpStatus;
        this.code = code;
        this.id = id;
        this.data = data;
    }

    /** The same fault, answered under the id of the request it was found in. */
    public ProtocolError about(@Nullable JsonRpcId request) {
        return new ProtocolError(httpStatus, code, text(), request, data);
    }

    /** The same fault with a {@code data} member. */
    public ProtocolError with(JsonSlice extra) {
        return new ProtocolError(httpStatus, code, text(), id, extra);
    }

    /** 200 if the error travels in-band, else the status MCP prescribes. */
    public int httpStatus() {
        return httpStatus;
    }

    /** One of {@link ErrorCode}. */
    public int code() {
        return code;
    }

    /** The id to answer under, or null if none could be read. */
    public @Nullable JsonRpcId id() {
        return id;
    }

    /** The {@code data} member of the error, or null. */
    public @Nullable JsonSlice data() {
        return data;
    }

    /** What is wrong, in our words. */
    public String text() {
        return String.valueOf(getMessage());
    }

    /** The JSON-RPC error response. */
    public JsonSlice response() {
        return JsonRpc.error(id, code, text(), data);
    }
}
