package dev.portolan.gateway.change;

import dev.portolan.audit.event.CanonicalJson;
import dev.portolan.gateway.call.Sha256;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON in the one form in which equal values are equal bytes (RFC 8785). */
final class CanonicalSlice {
    private static final long MAX_INTEGER = (1L << 53) - 1;

    private CanonicalSlice() {}

    /**
     * SHA-256 of the canonical form, 64 lower-case hex digits. What has none, as it holds a number beyond any double
     * or half a surrogate pair, is hashed as it stands.
     */
    static String sha256(JsonSlice value) {
        return Sha256.hex(bytes(value));
    }

    private static byte[] bytes(JsonSlice value) {
        try {
            return CanonicalJson.bytes(tree(value));
        } catch (IllegalArgumentException noCanonicalForm) {
            return value.toBytes();
        }
    }

    private static @Nullable Object tree(JsonSlice value) {
        if (value.isObject()) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            JsonObject object = value.members();
            for (String name : object.names()) {
                JsonSlice member = object.get(name);
                members.put(name, member == null ? null : tree(member));
            }
            return members;
        }
        if (value.isArray()) {
            List<@Nullable Object> elements = new ArrayList<>();
            value.elements().forEach(element -> elements.add(tree(element)));
            return elements;
        }
        if (value.isText()) {
            return value.text();
        }
        if (value.isNull()) {
            return null;
        }
        return value.isBoolean() ? (Object) value.isTrue() : number(value);
    }

    private static Object number(JsonSlice value) {
        Long integer = value.integer();
        if (integer != null && Math.abs(integer) <= MAX_INTEGER) {
            return integer;
        }
        return Double.valueOf(value.json());
    }
}
