package dev.portolan.mcp.server;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that cannot be answered: becomes a JSON-RPC error. For resources, prompts and completions, which have no
 * {@code isError}; tools raise {@link ToolCallException}. The message must be our own words.
 */
public final class McpException extends RuntimeException {
    private final int jsonRpcErrorCode;
    private final transient @Nullable Object data;

    /** @param jsonRpcErrorCode one of {@link JsonRpcErrorCodes} */
    public McpException(String message, int jsonRpcErrorCode) {
        this(message, jsonRpcErrorCode, null);
    }

    /**
     * @param jsonRpcErrorCode one of {@link JsonRpcErrorCodes}
     * @param data written as JSON, or null for none
     */
    public McpException(String message, int jsonRpcErrorCode, @Nullable Object data) {
        super(message, null, false, false);
        this.jsonRpcErrorCode = jsonRpcErrorCode;
        this.data = data;
    }

    /** There is no resource of that address, or none this caller may know of. */
    public static McpException resourceNotFound(String uri) {
        return new McpException("resource not found", JsonRpcErrorCodes.RESOURCE_NOT_FOUND, Map.of("uri", uri));
    }

    /** What is wrong, in our words. */
    public String text() {
        return String.valueOf(getMessage());
    }

    public int getJsonRpcErrorCode() {
        return jsonRpcErrorCode;
    }

    public @Nullable Object getData() {
        return data;
    }
}
