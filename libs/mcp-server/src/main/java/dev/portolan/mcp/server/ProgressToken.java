package dev.portolan.mcp.server;

/**
 * The token under which a client wants to hear of progress.
 *
 * @param json the JSON string or integer it came as
 */
public record ProgressToken(String json) {}
