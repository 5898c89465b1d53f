package dev.portolan.mcp.server;

/**
 * Text.
 *
 * @param text what is said
 */
public record TextContent(String text) implements Content {
    @Override
    public String type() {
        return "text";
    }
}
