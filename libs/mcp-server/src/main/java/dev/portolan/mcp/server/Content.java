package dev.portolan.mcp.server;

/** A block of content, in a tool's answer or a prompt's message (MCP 2026-07-28, {@code ContentBlock}). */
public sealed interface Content permits TextContent, ImageContent, AudioContent, ResourceLink, EmbeddedResource {
    /** The value of {@code type} on the wire. */
    String type();
}
