package dev.portolan.gateway.call;

import dev.portolan.mcp.JsonSlice;

/**
 * What a connector answered, in the form of the newest revision whatever its own.
 *
 * @param failed whether this is a JSON-RPC error
 * @param body the {@code result}, or the {@code error} object
 * @param micros how long the connector took, in microseconds
 * @param held whether the connector waits on this replica for the input it asks for, or will if its task asks for any
 */
public record Reply(boolean failed, JsonSlice body, long micros, boolean held) {}
