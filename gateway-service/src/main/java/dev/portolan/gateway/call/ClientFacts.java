package dev.portolan.gateway.call;

import dev.portolan.mcp.JsonSlice;

/**
 * What a client says of itself, for one request or for its session; unverified.
 *
 * @param capabilities what it declared it can do, an MCP {@code ClientCapabilities}
 * @param name what it calls itself; may be empty
 * @param version likewise
 * @param logLevel the least level of log messages it asked for; empty if it asked for none
 */
public record ClientFacts(JsonSlice capabilities, String name, String version, String logLevel) {
    /** A client that says nothing. */
    public static final ClientFacts NONE = new ClientFacts(JsonSlice.EMPTY_OBJECT, "", "", "");
}
