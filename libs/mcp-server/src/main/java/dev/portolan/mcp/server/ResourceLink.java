package dev.portolan.mcp.server;

import org.jspecify.annotations.Nullable;

/**
 * Points to a resource that the client may read, which need not be in {@code resources/list}.
 *
 * @param uri absolute
 * @param name a short name
 * @param size in bytes, if known
 */
public record ResourceLink(
        String uri,
        @Nullable String mimeType,
        String name,
        @Nullable String title,
        @Nullable String description,
        @Nullable Long size)
        implements Content {
    public ResourceLink(String uri, String name) {
        this(uri, null, name, null, null, null);
    }

    @Override
    public String type() {
        return "resource_link";
    }
}
