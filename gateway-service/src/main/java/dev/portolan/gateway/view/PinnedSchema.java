package dev.portolan.gateway.view;

import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * An input schema divided in two: what it demands of the arguments that a caller gives, and what it demands of those
 * that the gateway sets. Both together are as much as the whole: arguments fit the whole with the set ones among them
 * if and only if the rest fits {@link #ofCaller} and the set ones fit {@link #ofPins}. A schema for which that cannot
 * be seen from its keywords is refused.
 */
public final class PinnedSchema {
    /** Show whole objects; the set arguments are not for callers to see. */
    private static final Set<String> SAMPLES = Set.of("default", "examples");

    /** Keywords that a whole object breaks or keeps, and may keep only with or without the set arguments. */
    private static final Set<String> WHOLE =
            Set.of("$ref", "$dynamicRef", "$recursiveRef", "minProperties", "maxProperties", "const", "enum");

    private static final Set<String> COMPOSITION = Set.of(
            "allOf",
            "anyOf",
            "oneOf",
            "not",
            "if",
            "then",
            "else",
            "dependentRequired",
            "dependentSchemas",
            "dependencies");

    private static final Set<String> REFERENCES = Set.of("$ref", "$dynamicRef", "$recursiveRef");
    private static final Set<String> NOTES = Set.of("title", "description", "$comment", "deprecated", "type");

    private final JsonSlice ofCaller;
    private final JsonSlice ofPins;

    private PinnedSchema(JsonSlice ofCaller, JsonSlice ofPins) {
        this.ofCaller = ofCaller;
        this.ofPins = ofPins;
    }

    /**
     * Divides a schema.
     *
     * @param names the arguments that are set, at least one
     * @throws Irreducible if it has no such arguments, or says of its arguments together what cannot be divided
     */
    public static PinnedSchema of(JsonSlice schema, Set<String> names) throws Irreducible {
        JsonObject whole = schema.members();
        JsonSlice properties = whole.get("properties");
        JsonObject named = properties == null ? JsonObject.empty() : properties.members();
        for (String name : names) {
            if (!named.has(name)) {
                throw new Irreducible("has no argument " + name);
            }
        }
        JsonObject ofPins = whole.copy().remove("required");
        for (String keyword : whole.names()) {
            JsonSlice value = Objects.requireNonNull(whole.get(keyword));
            if (WHOLE.contains(keyword) || COMPOSITION.contains(keyword) && !indifferent(keyword, value, names)) {
                throw new Irreducible("says of its arguments together (" + keyword + ") what cannot be kept without "
                        + String.join(", ", names));
            }
            if (COMPOSITION.contains(keyword)) {
                ofPins.remove(keyword);
            }
        }
        if (refersToPart(schema)) {
            throw new Irreducible("has references that lead elsewhere than into $defs");
        }
        return new PinnedSchema(without(whole, named, names), ofPins.toSlice());
    }

    private static JsonSlice without(JsonObject whole, JsonObject named, Set<String> names) {
        JsonObject rest = whole.copy();
        SAMPLES.forEach(rest::remove);
        JsonObject others = named.copy();
        names.forEach(others::remove);
        rest.set("properties", others.toSlice());
        JsonSlice required = whole.get("required");
        if (required != null && required.isArray()) {
            List<JsonSlice> still = required.elements().stream()
                    .filter(name -> !names.contains(String.valueOf(name.text())))
                    .toList();
            if (still.isEmpty()) {
                rest.remove("required");
            } else {
                rest.set("required", JsonObject.array(still));
            }
        }
        return rest.toSlice();
    }

    /** Whether it makes no difference to the keyword whether an object has members of these names. */
    private static boolean indifferent(String keyword, JsonSlice value, Set<String> names) {
        if (NOTES.contains(keyword)) {
            return true;
        }
        JsonObject members = value.members();
        return switch (keyword) {
            case "required" -> mentionsNone(value, names);
            case "properties" -> mentionsNone(members, names);
            case "allOf", "anyOf", "oneOf" ->
                value.isArray() && value.elements().stream().allMatch(one -> indifferent(one, names));
            case "not", "if", "then", "else" -> indifferent(value, names);
            case "dependentRequired", "dependentSchemas", "dependencies" ->
                mentionsNone(members, names)
                        && each(members).values().stream()
                                .allMatch(one -> one.isArray() ? mentionsNone(one, names) : indifferent(one, names));
            default -> false;
        };
    }

    private static boolean indifferent(JsonSlice schema, Set<String> names) {
        return schema.isBoolean()
                || schema.isObject()
                        && each(schema.members()).entrySet().stream()
                                .allMatch(keyword -> indifferent(keyword.getKey(), keyword.getValue(), names));
    }

    private static boolean mentionsNone(JsonSlice array, Set<String> names) {
        return array.isArray()
                && array.elements().stream()
                        .map(JsonSlice::text)
                        .noneMatch(text -> text == null || names.contains(text));
    }

    private static boolean mentionsNone(JsonObject object, Set<String> names) {
        return names.stream().noneMatch(object::has);
    }

    private static Map<String, JsonSlice> each(JsonObject object) {
        Map<String, JsonSlice> members = new LinkedHashMap<>();
        object.names().forEach(name -> members.put(name, Objects.requireNonNull(object.get(name))));
        return members;
    }

    /** Whether something refers to the schema itself or to a property, which the division would change. */
    private static boolean refersToPart(JsonSlice schema) {
        if (schema.isArray()) {
            return schema.elements().stream().anyMatch(PinnedSchema::refersToPart);
        }
        return each(schema.members()).entrySet().stream().anyMatch(member -> {
            String reference =
                    REFERENCES.contains(member.getKey()) ? member.getValue().text() : null;
            boolean intoDefinitions =
                    reference == null || reference.startsWith("#/$defs/") || reference.startsWith("#/definitions/");
            return !intoDefinitions || refersToPart(member.getValue());
        });
    }

    /** What is demanded of callers' arguments, and all that callers are shown. */
    public JsonSlice ofCaller() {
        return ofCaller;
    }

    /** What is demanded of the set arguments. */
    public JsonSlice ofPins() {
        return ofPins;
    }
}
