package dev.portolan.mcp.server.answer;

import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.server.AudioContent;
import dev.portolan.mcp.server.BlobResourceContents;
import dev.portolan.mcp.server.Content;
import dev.portolan.mcp.server.EmbeddedResource;
import dev.portolan.mcp.server.ImageContent;
import dev.portolan.mcp.server.ResourceContents;
import dev.portolan.mcp.server.ResourceLink;
import dev.portolan.mcp.server.TextContent;
import dev.portolan.mcp.server.TextResourceContents;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Content on the wire (MCP 2026-07-28, {@code ContentBlock} and {@code ResourceContents}; the same in both eras). */
final class ContentJson {
    private ContentJson() {}

    static JsonSlice of(List<? extends Content> blocks) {
        return JsonObject.array(blocks.stream().map(ContentJson::of).toList());
    }

    static JsonSlice of(Content block) {
        JsonObject json = JsonObject.empty().set("type", block.type());
        if (block instanceof TextContent text) {
            json.set("text", text.text());
        } else if (block instanceof ImageContent image) {
            json.set("data", image.data()).set("mimeType", image.mimeType());
        } else if (block instanceof AudioContent audio) {
            json.set("data", audio.data()).set("mimeType", audio.mimeType());
        } else if (block instanceof ResourceLink link) {
            json.set("uri", link.uri()).set("name", link.name());
            text(json, "title", link.title());
            text(json, "description", link.description());
            text(json, "mimeType", link.mimeType());
            Long size = link.size();
            if (size != null) {
                json.set("size", size);
            }
        } else if (block instanceof EmbeddedResource embedded) {
            json.set("resource", contents(embedded.resource(), ""));
        }
        return json.toSlice();
    }

    /** @param declaredMimeType for contents that state none; empty for none */
    static JsonSlice contents(ResourceContents contents, String declaredMimeType) {
        JsonObject json = JsonObject.empty().set("uri", contents.uri());
        String stated = contents.mimeType();
        text(json, "mimeType", stated == null ? declaredMimeType : stated);
        if (contents instanceof TextResourceContents text) {
            json.set("text", text.text());
        } else if (contents instanceof BlobResourceContents blob) {
            json.set("blob", blob.blob());
        }
        return json.toSlice();
    }

    /** Sets a member that has something to say. */
    static void text(JsonObject json, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            json.set(name, value);
        }
    }
}
