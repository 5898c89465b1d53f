package dev.portolan.mcp.server;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Bytes.
 *
 * @param uri the address it was or can be read under
 * @param blob in Base64
 * @param mimeType its media type, or null to leave it to the declaration of the resource
 */
public record BlobResourceContents(
        String uri, String blob, @Nullable String mimeType) implements ResourceContents {
    public static BlobResourceContents create(String uri, byte[] bytes) {
        return new BlobResourceContents(uri, Base64.getEncoder().encodeToString(bytes), null);
    }
}
