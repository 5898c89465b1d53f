package dev.portolan.mcp.server.answer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.server.Content;
import dev.portolan.mcp.server.TextContent;
import dev.portolan.mcp.server.ToolCallException;
import dev.portolan.mcp.server.ToolResponse;
import dev.portolan.mcp.server.feature.ToolFeature;
import dev.portolan.mcp.server.schema.JsonCodec;
import dev.portolan.mcp.server.schema.SchemaCheck;
import dev.portolan.mcp.server.schema.SchemaFault;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@code CallToolResult}s. Structured content is held against the tool's output schema before it leaves: a
 * connector that breaks its own promise answers with an error, not with something else than it promised.
 */
final class ToolResults {
    private final JsonCodec codec;
    private final Faults faults;

    ToolResults(JsonCodec codec, Faults faults) {
        this.codec = codec;
        this.faults = faults;
    }

    /** The result that a tool's return value stands for. */
    JsonObject of(ToolFeature tool, @Nullable Object returned) {
        if (returned == null) {
            return error(faults.ours("tool " + tool.name() + " returned nothing"));
        }
        if (returned instanceof ToolResponse response) {
            return write(tool, response);
        }
        if (returned instanceof String text) {
            return write(tool, ToolResponse.success(text));
        }
        if (returned instanceof Content content) {
            return write(tool, ToolResponse.success(content));
        }
        if (tool.outputSchema() == null && returned instanceof List<?> blocks) {
            return write(
                    tool,
                    ToolResponse.success(
                            blocks.stream().map(Content.class::cast).toList()));
        }
        return write(tool, ToolResponse.structuredSuccess(returned));
    }

    /** The result of a tool that failed. */
    JsonObject failed(ToolFeature tool, Throwable failure) {
        if (failure instanceof ToolCallException ours) {
            return withMeta(error(ours.text()), ours.meta());
        }
        return error(faults.told(failure, "tool " + tool.name()));
    }

    /** A tool execution error with one text. */
    JsonObject error(String text) {
        return JsonObject.empty()
                .set("content", ContentJson.of(List.of(new TextContent(text))))
                .set("isError", true);
    }

    private JsonObject write(ToolFeature tool, ToolResponse response) {
        Object structured = response.structuredContent();
        JsonNode tree = structured == null ? null : codec.tree(structured);
        if (!response.isError()) {
            String fault = fault(tool, tree);
            if (fault != null) {
                return error(faults.ours(fault));
            }
        }
        byte[] json = tree == null ? null : codec.bytes(tree);
        List<? extends Content> content = response.content().isEmpty() && json != null
                ? List.of(new TextContent(new String(json, StandardCharsets.UTF_8)))
                : response.content();
        JsonObject result = JsonObject.empty().set("content", ContentJson.of(content));
        if (json != null) {
            result.set("structuredContent", JsonSlice.trusted(json));
        }
        return withMeta(result.set("isError", response.isError()), response._meta());
    }

    private static @Nullable String fault(ToolFeature tool, @Nullable JsonNode structured) {
        SchemaCheck check = tool.outputCheck();
        if (check == null) {
            return null;
        }
        if (structured == null) {
            return "tool " + tool.name() + " has an output schema but gave no structured content";
        }
        List<SchemaFault> found = check.faults(structured);
        return found.isEmpty()
                ? null
                : "tool " + tool.name() + " breaks its output schema: "
                        + found.stream().map(SchemaFault::place).toList();
    }

    private JsonObject withMeta(JsonObject result, Map<String, Object> meta) {
        return meta.isEmpty() ? result : result.set("_meta", JsonSlice.trusted(codec.bytes(codec.tree(meta))));
    }
}
