package dev.portolan.gateway.change;

import dev.portolan.gateway.catalog.Listing;
import dev.portolan.gateway.screen.Text;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * Takes out of definitions, where they are texts for people and models, what does not show, and cuts what is too long.
 * Names, URIs, values and examples are never touched; a definition with nothing to take out stays the same bytes.
 */
final class DefinitionCleaner {
    /** Members of a schema whose members are schemas under names. */
    private static final Set<String> SCHEMAS_BY_NAME =
            Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas");

    /** Members of a schema that hold values. */
    private static final Set<String> VALUES = Set.of("const", "default", "enum", "example", "examples");

    private final int longestTitle;
    private final int longestDescription;

    /**
     * @param longestTitle code points of a title, at least 1
     * @param longestDescription code points of a description or of instructions, at least 1
     */
    DefinitionCleaner(int longestTitle, int longestDescription) {
        this.longestTitle = longestTitle;
        this.longestDescription = longestDescription;
    }

    Listing clean(Listing listing) {
        return new Listing(
                listing.connector(),
                listing.state(),
                Text.cleaned(listing.title(), longestTitle),
                Text.cleaned(listing.instructions(), longestDescription),
                listing.capabilities(),
                listing.tools().stream().map(this::tool).toList(),
                listing.prompts().stream().map(this::prompt).toList(),
                listing.resources().stream().map(this::described).toList(),
                listing.templates().stream().map(this::described).toList());
    }

    private JsonSlice tool(JsonSlice tool) {
        return members(tool, (name, value) -> switch (name) {
            case "annotations" -> described(value);
            case "inputSchema", "outputSchema" -> schema(value);
            default -> text(name, value);
        });
    }

    private JsonSlice prompt(JsonSlice prompt) {
        return members(
                prompt,
                (name, value) -> name.equals("arguments") ? elements(value, this::described) : text(name, value));
    }

    private JsonSlice described(JsonSlice object) {
        return members(object, this::text);
    }

    private JsonSlice schema(JsonSlice schema) {
        return members(schema, (name, value) -> {
            if (VALUES.contains(name)) {
                return value;
            }
            if (SCHEMAS_BY_NAME.contains(name)) {
                return members(value, (property, its) -> schema(its));
            }
            return value.isArray()
                    ? elements(value, this::schema)
                    : value.isObject() ? schema(value) : text(name, value);
        });
    }

    private JsonSlice text(String name, JsonSlice value) {
        return switch (name) {
            case "title" -> cleaned(value, longestTitle);
            case "description", "$comment" -> cleaned(value, longestDescription);
            default -> value;
        };
    }

    private static JsonSlice cleaned(JsonSlice value, int longest) {
        String text = value.text();
        if (text == null) {
            return value;
        }
        String clean = Text.cleaned(text, longest);
        return clean.equals(text) ? value : JsonSlice.ofText(clean);
    }

    /** The object with each member as the function gives it; the same slice if it gives all of them back. */
    private static JsonSlice members(JsonSlice object, BiFunction<String, JsonSlice, JsonSlice> function) {
        JsonObject members = object.members();
        boolean same = true;
        for (String name : List.copyOf(members.names())) {
            JsonSlice before = members.get(name);
            if (before != null) {
                JsonSlice now = function.apply(name, before);
                same &= now.equals(before);
                members.set(name, now);
            }
        }
        return same ? object : members.toSlice();
    }

    private static JsonSlice elements(JsonSlice array, UnaryOperator<JsonSlice> function) {
        List<JsonSlice> before = array.elements();
        List<JsonSlice> now = new ArrayList<>();
        before.forEach(element -> now.add(function.apply(element)));
        return now.equals(before) ? array : JsonObject.array(now);
    }
}
