package dev.portolan.mcp;

import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object being written: named members in order, each a slice that is copied as it stands. Setting a name that
 * is there replaces the value in its place. Not thread-safe.
 */
public final class JsonObject {
    private final Map<String, JsonSlice> members = new LinkedHashMap<>();

    private JsonObject() {}

    public static JsonObject empty() {
        return new JsonObject();
    }

    public @Nullable JsonSlice get(String name) {
        return members.get(name);
    }

    /** The string under that name, or null if there is no string there. */
    public @Nullable String text(String name) {
        JsonSlice value = members.get(name);
        return value == null ? null : value.text();
    }

    public boolean has(String name) {
        return members.containsKey(name);
    }

    public Set<String> names() {
        return members.keySet();
    }

    public JsonObject set(String name, JsonSlice value) {
        members.put(name, value);
        return this;
    }

    public JsonObject set(String name, String text) {
        return set(name, JsonSlice.ofText(text));
    }

    public JsonObject set(String name, long number) {
        return set(name, JsonSlice.trusted(Long.toString(number)));
    }

    public JsonObject set(String name, boolean value) {
        return set(name, JsonSlice.trusted(Boolean.toString(value)));
    }

    /** Sets the member if there is a value, else leaves the object as it is. */
    public JsonObject setIfPresent(String name, @Nullable JsonSlice value) {
        return value == null ? this : set(name, value);
    }

    /** The same members, to be changed apart. */
    public JsonObject copy() {
        JsonObject copy = new JsonObject();
        copy.members.putAll(members);
        return copy;
    }

    public JsonObject remove(String name) {
        members.remove(name);
        return this;
    }

    /** The object as JSON. */
    public JsonSlice toSlice() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        out.write('{');
        boolean first = true;
        for (Map.Entry<String, JsonSlice> member : members.entrySet()) {
            if (!first) {
                out.write(',');
            }
            first = false;
            JsonSlice.ofText(member.getKey()).writeTo(out);
            out.write(':');
            member.getValue().writeTo(out);
        }
        out.write('}');
        return JsonSlice.trusted(out.toByteArray());
    }

    /** An array of these values as JSON. */
    public static JsonSlice array(Iterable<JsonSlice> values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        out.write('[');
        boolean first = true;
        for (JsonSlice value : values) {
            if (!first) {
                out.write(',');
            }
            first = false;
            value.writeTo(out);
        }
        out.write(']');
        return JsonSlice.trusted(out.toByteArray());
    }

    @Override
    public String toString() {
        return toSlice().json();
    }
}
