package dev.portolan.mcp.server;

import java.util.List;

/**
 * The answer to a read.
 *
 * @param contents at least one; where there is nothing, raise {@link McpException#resourceNotFound} instead
 */
public record ResourceResponse(List<? extends ResourceContents> contents) {
    public ResourceResponse {
        if (contents.isEmpty()) {
            throw new IllegalArgumentException("a read never answers with no contents");
        }
        contents = List.copyOf(contents);
    }

    public ResourceResponse(ResourceContents... contents) {
        this(List.of(contents));
    }
}
