package dev.portolan.gateway.view;

import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Arguments of a tool that the gateway sets and no caller can.
 *
 * @param values JSON values by the names of the arguments, in the operator's order
 */
public record Pins(Map<String, JsonSlice> values) {
    /** No argument is set. */
    public static final Pins NONE = new Pins(Map.of());

    public Pins {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The arguments that are set. */
    public Set<String> names() {
        return values.keySet();
    }

    /** Whether no argument is set. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** The first of these arguments that a caller gives, though that is not the caller's to do. */
    public Optional<String> givenIn(@Nullable JsonSlice arguments) {
        if (isEmpty() || arguments == null) {
            return Optional.empty();
        }
        Set<String> given = arguments.members().names();
        return names().stream().filter(given::contains).findFirst();
    }

    /** A caller's arguments and these; arguments that are no object stay as they are and fit no schema. */
    public @Nullable JsonSlice with(@Nullable JsonSlice arguments) {
        if (isEmpty() || arguments != null && !arguments.isObject()) {
            return arguments;
        }
        JsonObject all = arguments == null ? JsonObject.empty() : arguments.members();
        values.forEach(all::set);
        return all.toSlice();
    }

    /** These arguments alone. */
    public JsonSlice toSlice() {
        JsonObject object = JsonObject.empty();
        values.forEach(object::set);
        return object.toSlice();
    }
}
