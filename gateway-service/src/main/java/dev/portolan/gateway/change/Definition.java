package dev.portolan.gateway.change;

import dev.portolan.gateway.catalog.Listing;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One definition as it is hashed, which is: as it is served, without what may change at any time.
 *
 * @param key which one
 * @param body the members that count
 * @param sha256 of their canonical form
 */
record Definition(DefinitionKey key, JsonSlice body, String sha256) {
    private static final List<String> OF_A_TOOL =
            List.of("name", "title", "description", "inputSchema", "outputSchema", "annotations");

    /** What a connector offers, by key. Of two definitions with one key the first counts. */
    static Map<DefinitionKey, Definition> all(Listing cleaned) {
        Map<DefinitionKey, Definition> all = new TreeMap<>();
        instructions(cleaned).ifPresent(said -> all.put(said.key(), said));
        add(all, DefinitionKey.Kind.TOOL, cleaned.tools());
        add(all, DefinitionKey.Kind.PROMPT, cleaned.prompts());
        add(all, DefinitionKey.Kind.RESOURCE, cleaned.resources());
        add(all, DefinitionKey.Kind.TEMPLATE, cleaned.templates());
        return all;
    }

    private static void add(Map<DefinitionKey, Definition> all, DefinitionKey.Kind kind, List<JsonSlice> definitions) {
        for (JsonSlice definition : definitions) {
            of(kind, definition).ifPresent(found -> all.putIfAbsent(found.key(), found));
        }
    }

    /** Empty for one without a name, which nobody is offered either. */
    static Optional<Definition> of(DefinitionKey.Kind kind, JsonSlice definition) {
        JsonObject members = definition.members();
        String name = members.text(kind.named());
        if (name == null || name.isEmpty()) {
            return Optional.empty();
        }
        JsonObject counted = kind == DefinitionKey.Kind.TOOL ? ofTool(members) : ofOther(members);
        return Optional.of(of(new DefinitionKey(kind, name), counted));
    }

    private static Optional<Definition> instructions(Listing listing) {
        JsonObject said = JsonObject.empty();
        if (!listing.title().isEmpty()) {
            said.set("title", listing.title());
        }
        if (!listing.instructions().isEmpty()) {
            said.set("instructions", listing.instructions());
        }
        return said.names().isEmpty() ? Optional.empty() : Optional.of(of(DefinitionKey.INSTRUCTIONS, said));
    }

    private static Definition of(DefinitionKey key, JsonObject members) {
        JsonSlice body = members.toSlice();
        return new Definition(key, body, CanonicalSlice.sha256(body));
    }

    private static JsonObject ofTool(JsonObject members) {
        JsonObject counted = JsonObject.empty();
        OF_A_TOOL.forEach(name -> counted.setIfPresent(name, members.get(name)));
        JsonSlice meta = members.get("_meta");
        JsonSlice ui = meta == null ? null : meta.member("ui");
        return ui == null
                ? counted
                : counted.set("_meta", JsonObject.empty().set("ui", ui).toSlice());
    }

    /** A resource's length and date are news of its content, not of what it is. */
    private static JsonObject ofOther(JsonObject members) {
        members.remove("size");
        JsonSlice annotations = members.get("annotations");
        if (annotations != null && annotations.isObject()) {
            JsonObject kept = annotations.members().remove("lastModified");
            members.remove("annotations");
            if (!kept.names().isEmpty()) {
                members.set("annotations", kept.toSlice());
            }
        }
        return members;
    }
}
