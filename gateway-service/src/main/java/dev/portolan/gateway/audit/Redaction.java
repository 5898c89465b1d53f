package dev.portolan.gateway.audit;

import dev.portolan.audit.event.Arguments;
import dev.portolan.gateway.call.Sha256;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes secrets out of arguments before they are written anywhere: the values of members whose names say so, and texts
 * that look like credentials wherever they stand. What was taken out is named by its JSON path.
 */
public final class Redaction {
    private static final JsonSlice REDACTED = JsonSlice.ofText("[redacted]");

    /** Beyond this many bytes only digest and length are kept, so nothing longer needs to be looked through. */
    private static final int LONGEST = Arguments.MAX_JSON_BYTES;

    private final Pattern names;
    private final Pattern values;

    /**
     * @param names matches the names of members whose values are secret
     * @param values found in texts that are secret
     */
    public Redaction(Pattern names, Pattern values) {
        this.names = names;
        this.values = values;
    }

    /** What may be kept of these arguments. */
    Arguments of(JsonSlice arguments) {
        byte[] bytes = arguments.toBytes();
        String digest = Sha256.hex(bytes);
        if (bytes.length > LONGEST) {
            return Arguments.digest(digest, bytes.length);
        }
        List<String> taken = new ArrayList<>();
        JsonSlice kept = cleaned(arguments, "$", taken);
        return new Arguments(Arguments.Mode.REDACTED, kept.json(), digest, bytes.length, taken);
    }

    /** A name or URI, with what looks like a credential in it taken out. */
    String text(String text) {
        return values.matcher(text).replaceAll("[redacted]");
    }

    /** What may be kept of the argument a completion is for: its value goes by its name. */
    Arguments ofCompletion(JsonSlice argument) {
        String name = argument.members().text("name");
        boolean secret = name != null && names.matcher(name).find();
        JsonSlice kept = secret ? argument.members().set("value", REDACTED).toSlice() : argument;
        return of(kept);
    }

    private JsonSlice cleaned(JsonSlice value, String path, List<String> taken) {
        if (value.isObject()) {
            JsonObject members = value.members();
            JsonObject clean = JsonObject.empty();
            for (String name : members.names()) {
                JsonSlice member = members.get(name);
                if (member != null) {
                    clean.set(name, member(name, member, path + "." + name, taken));
                }
            }
            return clean.toSlice();
        }
        if (value.isArray()) {
            List<JsonSlice> clean = new ArrayList<>();
            for (JsonSlice element : value.elements()) {
                clean.add(cleaned(element, path + "[" + clean.size() + "]", taken));
            }
            return JsonObject.array(clean);
        }
        String text = value.text();
        return text != null && values.matcher(text).find() ? taken(path, taken) : value;
    }

    private JsonSlice member(String name, JsonSlice value, String path, List<String> taken) {
        boolean secret = !value.isNull() && names.matcher(name).find();
        return secret ? taken(path, taken) : cleaned(value, path, taken);
    }

    private static JsonSlice taken(String path, List<String> taken) {
        taken.add(path);
        return REDACTED;
    }
}
