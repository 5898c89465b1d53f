package dev.portolan.mcp.server.answer;

import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.server.Tool;
import dev.portolan.mcp.server.feature.FeatureParameter;
import dev.portolan.mcp.server.feature.PromptFeature;
import dev.portolan.mcp.server.feature.ResourceFeature;
import dev.portolan.mcp.server.feature.TemplateFeature;
import dev.portolan.mcp.server.feature.ToolFeature;
import dev.portolan.mcp.server.schema.JsonCodec;

/** Features as the entries of lists (MCP 2026-07-28, {@code Tool}, {@code Prompt}, {@code Resource} …). */
final class FeatureListings {
    private final JsonCodec codec;

    FeatureListings(JsonCodec codec) {
        this.codec = codec;
    }

    JsonSlice of(ToolFeature tool) {
        Tool declared = tool.declaration();
        JsonObject entry = JsonObject.empty()
                .set("name", tool.name())
                .set("title", declared.title())
                .set("description", declared.description())
                .set("inputSchema", JsonSlice.trusted(codec.bytes(tool.inputSchema())));
        if (tool.outputSchema() != null) {
            entry.set("outputSchema", JsonSlice.trusted(codec.bytes(tool.outputSchema())));
        }
        Tool.Annotations hints = declared.annotations();
        return entry.set(
                        "annotations",
                        JsonObject.empty()
                                .set("readOnlyHint", hints.readOnlyHint())
                                .set("destructiveHint", hints.destructiveHint())
                                .set("idempotentHint", hints.idempotentHint())
                                .set("openWorldHint", hints.openWorldHint())
                                .toSlice())
                .toSlice();
    }

    JsonSlice of(PromptFeature prompt) {
        return JsonObject.empty()
                .set("name", prompt.name())
                .set("title", prompt.declaration().title())
                .set("description", prompt.declaration().description())
                .set(
                        "arguments",
                        JsonObject.array(prompt.method().arguments().stream()
                                .map(FeatureListings::of)
                                .toList()))
                .toSlice();
    }

    private static JsonSlice of(FeatureParameter argument) {
        JsonObject entry = JsonObject.empty().set("name", argument.name());
        ContentJson.text(entry, "title", argument.title());
        ContentJson.text(entry, "description", argument.description());
        return entry.set("required", argument.required()).toSlice();
    }

    JsonSlice of(ResourceFeature resource) {
        JsonObject entry =
                JsonObject.empty().set("uri", resource.declaration().uri()).set("name", resource.name());
        ContentJson.text(entry, "title", resource.declaration().title());
        ContentJson.text(entry, "description", resource.declaration().description());
        ContentJson.text(entry, "mimeType", resource.declaration().mimeType());
        return entry.toSlice();
    }

    JsonSlice of(TemplateFeature template) {
        JsonObject entry = JsonObject.empty()
                .set("uriTemplate", template.template().text())
                .set("name", template.name());
        ContentJson.text(entry, "title", template.declaration().title());
        ContentJson.text(entry, "description", template.declaration().description());
        ContentJson.text(entry, "mimeType", template.declaration().mimeType());
        return entry.toSlice();
    }
}
