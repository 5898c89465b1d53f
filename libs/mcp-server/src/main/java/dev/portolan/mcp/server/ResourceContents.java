package dev.portolan.mcp.server;

import org.jspecify.annotations.Nullable;

/** What one resource holds. */
public sealed interface ResourceContents permits TextResourceContents, BlobResourceContents {
    /** The address it was or can be read under. */
    String uri();

    /** Its media type, or null to leave it to the declaration of the resource. */
    @Nullable String mimeType();
}
