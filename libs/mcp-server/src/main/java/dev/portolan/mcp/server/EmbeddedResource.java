package dev.portolan.mcp.server;

/**
 * A resource carried along with its contents.
 *
 * @param resource what a read of it would have given
 */
public record EmbeddedResource(ResourceContents resource) implements Content {
    @Override
    public String type() {
        return "resource";
    }
}
