package dev.portolan.mcp.server;

import org.jspecify.annotations.Nullable;

/**
 * Text.
 *
 * @param uri the address it was or can be read under
 * @param text what it holds
 * @param mimeType its media type, or null to leave it to the declaration of the resource
 */
public record TextResourceContents(
        String uri, String text, @Nullable String mimeType) implements ResourceContents {
    public static TextResourceContents create(String uri, String text) {
        return new TextResourceContents(uri, text, null);
    }
}
