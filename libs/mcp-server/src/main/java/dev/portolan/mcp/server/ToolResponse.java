package dev.portolan.mcp.server;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a tool call.
 *
 * @param isError whether the tool could not do what was asked; the content then says why
 * @param content what the model reads; empty content beside structured content becomes its JSON text
 * @param structuredContent an object that conforms to the tool's output schema, or null
 * @param _meta further facts under namespaced keys, not shown to the model
 */
public record ToolResponse(
        boolean isError,
        List<? extends Content> content,
        @Nullable Object structuredContent,
        Map<String, Object> _meta) {
    public ToolResponse {
        content = List.copyOf(content);
        _meta = Map.copyOf(_meta);
    }

    public static ToolResponse success(String text) {
        return success(new TextContent(text));
    }

    public static ToolResponse success(Content... content) {
        return success(List.of(content));
    }

    public static ToolResponse success(List<? extends Content> content) {
        return new ToolResponse(false, content, null, Map.of());
    }

    /** Structured content, and its JSON as text. */
    public static ToolResponse structuredSuccess(Object structuredContent) {
        return new ToolResponse(false, List.of(), structuredContent, Map.of());
    }

    /** Structured content, and other content than its JSON for the model to read. */
    public static ToolResponse structuredSuccess(Object structuredContent, List<? extends Content> content) {
        return new ToolResponse(false, content, structuredContent, Map.of());
    }

    /** The tool could not do it. The text must be our own words. */
    public static ToolResponse error(String text) {
        return new ToolResponse(true, List.of(new TextContent(text)), null, Map.of());
    }

    /** The same answer with further facts. */
    public ToolResponse withMeta(Map<String, Object> meta) {
        return new ToolResponse(isError, content, structuredContent, meta);
    }
}
