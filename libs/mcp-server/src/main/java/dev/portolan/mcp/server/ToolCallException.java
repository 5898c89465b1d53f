package dev.portolan.mcp.server;

import java.util.Map;

/**
 * The tool could not do what was asked: answered as a result with {@code isError}, which the model reads and may act
 * on. The message must be our own words; what a backend said does not belong in it. Raised by a resource, prompt or
 * completion, it becomes a JSON-RPC internal error with that message.
 */
public final class ToolCallException extends RuntimeException {
    private final transient Map<String, Object> meta;

    /** @param message what was wrong and what to do about it */
    public ToolCallException(String message) {
        this(message, Map.of());
    }

    /**
     * @param message what was wrong and what to do about it
     * @param meta machine-readable facts for the result's {@code _meta}, under namespaced keys, e.g.
     *     {@code dev.portolan/error} to {@code {code, retryable, retryAfterMs}}
     */
    public ToolCallException(String message, Map<String, Object> meta) {
        super(message, null, false, false);
        this.meta = Map.copyOf(meta);
    }

    /** What was wrong, in our words. */
    public String text() {
        return String.valueOf(getMessage());
    }

    public Map<String, Object> meta() {
        return meta;
    }
}
