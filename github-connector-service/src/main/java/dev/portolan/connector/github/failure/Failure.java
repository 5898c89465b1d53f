package dev.portolan.connector.github.failure;

import dev.portolan.mcp.server.JsonRpcErrorCodes;
import dev.portolan.mcp.server.McpException;
import dev.portolan.mcp.server.ToolCallException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Why there is no answer: the complete list of codes that a caller may meet under {@value #META}. */
public enum Failure {
    /** There is no such thing, or this credential may not see it. */
    NOT_FOUND(false),
    /** GitHub refused the connector's credential, or wants one. */
    UNAUTHORIZED(false),
    /** The credential is good but may not do this. */
    FORBIDDEN(false),
    /** Too much was asked; {@code retryAfterMs} says when to come back. */
    RATE_LIMITED(true),
    /** What was given cannot be used; the message names the fields. */
    VALIDATION_FAILED(false),
    /** The thing is not in a state that allows this. */
    CONFLICT(false),
    /** The thing has another address now. */
    MOVED(false),
    /** The other side cannot be reached or reports an error of its own. */
    UNAVAILABLE(true),
    /** No answer in time. */
    TIMEOUT(true),
    /** The answer is larger than the operator allows. */
    TOO_LARGE(false),
    /** The other side answered something that breaks its own description. */
    UPSTREAM_MISBEHAVED(false),
    /** The operator has not set this part up. */
    NOT_CONFIGURED(false);

    /** Key of the machine-readable error in the result's {@code _meta}. */
    public static final String META = "dev.portolan/error";

    private final boolean retryable;

    Failure(boolean retryable) {
        this.retryable = retryable;
    }

    /** The code as it is written in results and documentation. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the same call may succeed later. */
    public boolean retryable() {
        return retryable;
    }

    /**
     * The failure of a tool call.
     *
     * @param message our own words: what was wrong and what to do
     */
    public ToolCallException because(String message) {
        return because(message, Map.of());
    }

    /**
     * The failure of a tool call that may be repeated after a while.
     *
     * @param message our own words: what was wrong and what to do
     */
    public ToolCallException because(String message, Duration retryAfter) {
        return because(message, Map.of("retryAfterMs", retryAfter.toMillis()));
    }

    /**
     * The failure of a tool call.
     *
     * @param message our own words: what was wrong and what to do
     * @param facts further facts of plain types, such as {@code status}
     */
    public ToolCallException because(String message, Map<String, Object> facts) {
        Map<String, Object> error = new LinkedHashMap<>(facts);
        error.put("code", code());
        error.put("retryable", retryable);
        return new ToolCallException(message, Map.of(META, error));
    }

    /** The code a tool call failed with, if it is one of ours. */
    public static Optional<String> codeOf(ToolCallException failure) {
        return failure.meta().get(META) instanceof Map<?, ?> error && error.get("code") instanceof String code
                ? Optional.of(code)
                : Optional.empty();
    }

    /**
     * Reads something for a resource, prompt or completion, which have no tool result to carry a failure.
     *
     * @param uri what the caller asked for, repeated to it where nothing is there
     * @throws McpException if the reading fails as a tool call would
     */
    public static <T> T reading(String uri, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (ToolCallException e) {
            throw asResourceError(uri, e);
        }
    }

    /** The same failure as a resource, prompt or completion reports it. */
    public static McpException asResourceError(String uri, ToolCallException failure) {
        String code = codeOf(failure).orElse(UNAVAILABLE.code());
        if (code.equals(NOT_FOUND.code())) {
            return McpException.resourceNotFound(uri);
        }
        boolean caller = code.equals(VALIDATION_FAILED.code()) || code.equals(TOO_LARGE.code());
        int json = caller ? JsonRpcErrorCodes.INVALID_PARAMS : JsonRpcErrorCodes.INTERNAL_ERROR;
        return new McpException(failure.text(), json, failure.meta());
    }
}
