package dev.portolan.gateway.revision;

import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Content in one revision: results of tools, messages of prompts, what is read of resources. */
final class ContentWords {
    private static final Map<String, Known> TYPES = Map.of("audio", Known.AUDIO, "resource_link", Known.RESOURCE_LINK);

    private final Revision revision;
    private final DefinitionWords definitions;

    ContentWords(Revision revision) {
        this.revision = revision;
        this.definitions = new DefinitionWords(revision);
    }

    /** A structured result that cannot be said as one is said as text, unless its tool does that already. */
    JsonObject toolResult(JsonObject result) {
        Wording.each(result, "content", this::block);
        JsonSlice structured = result.get("structuredContent");
        boolean sayable = Known.ANY_STRUCTURED_CONTENT.to(revision)
                || Known.STRUCTURED_CONTENT.to(revision) && structured != null && structured.isObject();
        if (structured == null || sayable) {
            return result;
        }
        JsonSlice content = result.get("content");
        List<JsonSlice> blocks = new ArrayList<>(content == null ? List.of() : content.elements());
        if (blocks.stream().noneMatch(block -> "text".equals(block.members().text("type")))) {
            blocks.add(text(structured.json()).toSlice());
        }
        return result.remove("structuredContent").set("content", JsonObject.array(blocks));
    }

    JsonObject message(JsonObject message) {
        return Wording.each(message, "content", this::block);
    }

    JsonObject resource(JsonObject contents) {
        return definitions.annotated(contents);
    }

    JsonObject block(JsonObject block) {
        String type = block.text("type");
        Known known = type == null ? null : TYPES.get(type);
        if (known != null && !known.to(revision)) {
            return named(block);
        }
        Wording.each(block, "resource", this::resource);
        return "resource_link".equals(type) ? definitions.described(block) : definitions.annotated(block);
    }

    /** In place of content the revision has no type for: what it is, and where. */
    private static JsonObject named(JsonObject block) {
        String name = block.text("title") == null ? block.text("name") : block.text("title");
        String words = String.join(" ", present(name), bracketed(block.text("mimeType")), present(block.text("uri")));
        JsonObject text = text(words.strip().replaceAll(" {2,}", " "));
        return text.setIfPresent("annotations", block.get("annotations"));
    }

    private static JsonObject text(String words) {
        return JsonObject.empty().set("type", "text").set("text", words);
    }

    private static String present(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String bracketed(@Nullable String text) {
        return text == null ? "" : "(" + text + ")";
    }
}
