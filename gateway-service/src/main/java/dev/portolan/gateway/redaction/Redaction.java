package dev.portolan.gateway.redaction;

import dev.portolan.mcp.JsonLimits;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.ProtocolError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Takes secrets out of what is about to be kept: the values of members whose names say so, texts that look like
 * credentials wherever they stand, and texts that look drawn at random. It looks into JSON that is written as text,
 * percent-escapes and Base64. A text with a secret in it is taken out as a whole: what of it is secret is a guess.
 */
public final class Redaction {
    private static final String MARK = "[redacted]";
    private static final JsonSlice REDACTED = JsonSlice.ofText(MARK);

    /** JSON as text in JSON as text in …: what is deeper is taken out unseen. */
    private static final int DEEPEST = 4;

    private static final JsonLimits NESTED = new JsonLimits(1 << 20, 32);

    /** Shorter texts hold no secret that could be told from others. */
    private static final int SHORTEST = 8;

    /** Names of tools and programs come again and again. */
    private static final int REMEMBERED = 1_000;

    private static final int LONGEST_REMEMBERED = 256;

    private static final String QUOTES = "[\"'\\\\]{0,4}";

    private final Pattern names;
    private final Pattern values;
    private final Pattern assignments;
    private final Randomness randomness;
    private final Map<String, String> known = new ConcurrentHashMap<>();

    /**
     * @param names matches the names of members whose values are secret
     * @param values found in texts that are secret
     * @param randomness tells texts that are suspected to be secret
     */
    public Redaction(Pattern names, Pattern values, Randomness randomness) {
        this.names = names;
        this.values = values;
        this.randomness = randomness;
        this.assignments = Pattern.compile(
                "(?:" + names.pattern() + ")[\\w-]{0,32}" + QUOTES + "\\s{0,4}[=:]\\s{0,4}" + QUOTES
                        + "[^\\s\"'&,;\\\\]{3}",
                names.flags());
    }

    /** What may be kept of {@code value}. */
    public Cleaned json(JsonSlice value, Extent extent) {
        Pass pass = new Pass(extent);
        JsonSlice kept = pass.cleaned(value, 0);
        return new Cleaned(kept, pass.taken);
    }

    /** Whether the value of a member of this name is secret. */
    public boolean isSecret(String name) {
        return names.matcher(name).find();
    }

    /** A name or URI, or what a program calls itself, without what may be a secret. */
    public String text(String text) {
        if (text.length() < SHORTEST) {
            return text;
        }
        String seen = known.get(text);
        if (seen != null) {
            return seen;
        }
        String clean = cut(text, Extent.SUSPECTED);
        if (text.length() <= LONGEST_REMEMBERED) {
            if (known.size() >= REMEMBERED) {
                known.clear();
            }
            known.put(text, clean);
        }
        return clean;
    }

    /** An identifier that a caller drew, at random if he likes, without what is known to be a secret. */
    public String id(String id) {
        return id.length() < SHORTEST ? id : cut(id, Extent.KNOWN);
    }

    private String cut(String text, Extent extent) {
        String clean = values.matcher(text).replaceAll(MARK);
        return isSecret(clean, extent) ? MARK : clean;
    }

    private boolean isSecret(String text, Extent extent) {
        if (text.length() < SHORTEST) {
            return false;
        }
        return reads(text, extent) || Decoded.of(text).stream().anyMatch(reading -> reads(reading, extent));
    }

    private boolean reads(String text, Extent extent) {
        boolean assigns = text.indexOf('=') >= 0 || text.indexOf(':') >= 0;
        return values.matcher(text).find()
                || assigns && assignments.matcher(text).find()
                || extent == Extent.SUSPECTED && randomness.isIn(text);
    }

    /** One look at one value. */
    private final class Pass {
        private final Extent extent;
        private long taken;

        Pass(Extent extent) {
            this.extent = extent;
        }

        JsonSlice cleaned(JsonSlice value, int depth) {
            if (value.isObject()) {
                return object(value, depth);
            }
            if (value.isArray()) {
                List<JsonSlice> clean = new ArrayList<>();
                for (JsonSlice element : value.elements()) {
                    clean.add(cleaned(element, depth));
                }
                return JsonObject.array(clean);
            }
            String text = value.text();
            return text == null ? value : text(value, text, depth);
        }

        private JsonSlice object(JsonSlice value, int depth) {
            JsonObject members = value.members();
            JsonObject clean = JsonObject.empty();
            for (String name : members.names()) {
                JsonSlice member = members.get(name);
                if (member != null) {
                    boolean secret = !member.isNull() && isSecret(name);
                    clean.set(name(name), secret ? taken() : cleaned(member, depth));
                }
            }
            return clean.toSlice();
        }

        /** A member may be named by a secret: its own name, so that no other member takes its place. */
        private String name(String name) {
            if (!isSecret(name, extent)) {
                return name;
            }
            taken++;
            return MARK + " " + taken;
        }

        private JsonSlice text(JsonSlice value, String text, int depth) {
            String start = text.stripLeading();
            if (start.startsWith("{") || start.startsWith("[")) {
                try {
                    JsonSlice nested = JsonSlice.parse(text.getBytes(StandardCharsets.UTF_8), NESTED);
                    return depth == DEEPEST
                            ? taken()
                            : JsonSlice.ofText(cleaned(nested, depth + 1).json());
                } catch (ProtocolError prose) {
                    // it only began like JSON
                }
            }
            return isSecret(text, extent) ? taken() : value;
        }

        private JsonSlice taken() {
            taken++;
            return REDACTED;
        }
    }
}
