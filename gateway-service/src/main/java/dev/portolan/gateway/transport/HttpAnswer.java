package dev.portolan.gateway.transport;

import dev.portolan.mcp.Message;
import org.jspecify.annotations.Nullable;

/**
 * What came back, in the terms of HTTP whatever it travelled by.
 *
 * @param status HTTP status
 * @param sessionId {@code Mcp-Session-Id}, or null
 * @param message the JSON-RPC response, or null if the body held none
 * @param micros from sending to the response, in microseconds
 */
public record HttpAnswer(
        int status, @Nullable String sessionId, @Nullable Message message, long micros) implements Turn {}
