package dev.portolan.mcp.server;

/**
 * The address a resource is being read under.
 *
 * @param value as the client wrote it
 */
public record RequestUri(String value) {}
