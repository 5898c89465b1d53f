package dev.portolan.gateway.catalog;

import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpHeader;
import dev.portolan.mcp.ProtocolError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a tool that travel as {@code Mcp-Param-*} headers too (MCP 2026-07-28, server/tools,
 * "x-mcp-header"): checked on the way in, written anew on the way out.
 */
public final class ParamHeaders {
    /** No argument is mirrored. */
    public static final ParamHeaders NONE = new ParamHeaders(List.of());

    private static final String MARK = "x-mcp-header";
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Set<String> MIRRORED_TYPES = Set.of("string", "integer", "boolean");

    private record Mirror(String header, List<String> path) {}

    private final List<Mirror> mirrors;

    private ParamHeaders(List<Mirror> mirrors) {
        this.mirrors = List.copyOf(mirrors);
    }

    /** What an input schema marks, or empty if it marks something in a way the specification forbids. */
    static Optional<ParamHeaders> of(@Nullable JsonSlice inputSchema) {
        int marks = inputSchema == null ? 0 : marks(inputSchema);
        if (inputSchema == null || marks == 0) {
            return Optional.of(NONE);
        }
        List<Mirror> found = new ArrayList<>();
        Set<String> names = new HashSet<>();
        boolean sound = collect(inputSchema, List.of(), found)
                && found.stream()
                        .allMatch(m -> TOKEN.matcher(m.header()).matches()
                                && names.add(m.header().toLowerCase(Locale.ROOT)))
                && found.size() == marks;
        return sound ? Optional.of(new ParamHeaders(found)) : Optional.empty();
    }

    private static boolean collect(JsonSlice schema, List<String> path, List<Mirror> found) {
        JsonSlice properties = schema.member("properties");
        if (properties == null) {
            return true;
        }
        JsonObject named = properties.members();
        for (String name : named.names()) {
            JsonSlice property = named.get(name);
            List<String> here = new ArrayList<>(path);
            here.add(name);
            JsonObject members = property == null ? JsonObject.empty() : property.members();
            if (members.has(MARK)) {
                String header = members.text(MARK);
                if (header == null || !MIRRORED_TYPES.contains(String.valueOf(members.text("type")))) {
                    return false;
                }
                found.add(new Mirror(header, here));
            }
            if (property != null && !collect(property, here, found)) {
                return false;
            }
        }
        return true;
    }

    /** How many schemas carry the mark: more than were found means that some are where they must not be. */
    private static int marks(JsonSlice schema) {
        int count = schema.isObject() && schema.member(MARK) != null ? 1 : 0;
        for (JsonSlice element : schema.elements()) {
            count += marks(element);
        }
        JsonObject members = schema.members();
        for (String name : members.names()) {
            JsonSlice member = members.get(name);
            count += member == null ? 0 : marks(member);
        }
        return count;
    }

    /**
     * Checks what a client sent.
     *
     * @throws ProtocolError with {@link ErrorCode#HEADER_MISMATCH} if a header is missing, malformed, superfluous, or
     *     says something else than the arguments
     */
    public void check(@Nullable JsonSlice arguments, Function<String, @Nullable String> header) {
        for (Mirror mirror : mirrors) {
            String name = McpHeader.PARAM_PREFIX + mirror.header();
            String sent = header.apply(name);
            JsonSlice argument = at(arguments, mirror.path());
            String expected = argument == null ? null : text(argument);
            String decoded = sent == null ? null : McpHeader.decode(sent);
            if (sent != null && decoded == null) {
                throw mismatch("header " + name + " is malformed");
            }
            if (expected == null ? decoded != null : decoded == null || !same(argument, expected, decoded)) {
                throw mismatch("header " + name + " differs from argument " + String.join(".", mirror.path()));
            }
        }
    }

    /** The headers for these arguments, by name. */
    public Map<String, String> of(Optional<JsonSlice> arguments) {
        Map<String, String> headers = new HashMap<>();
        for (Mirror mirror : mirrors) {
            JsonSlice value = at(arguments.orElse(null), mirror.path());
            if (value != null) {
                headers.put(McpHeader.PARAM_PREFIX + mirror.header(), McpHeader.encode(text(value)));
            }
        }
        return headers;
    }

    private static @Nullable JsonSlice at(@Nullable JsonSlice arguments, List<String> path) {
        JsonSlice at = arguments;
        for (String name : path) {
            at = at == null ? null : at.member(name);
        }
        return at == null || at.isNull() ? null : at;
    }

    private static String text(JsonSlice value) {
        String text = value.text();
        return text != null ? text : value.json();
    }

    /** Numbers are the same if their values are: 42.0 is 42. Texts are the same only to the letter. */
    private static boolean same(@Nullable JsonSlice argument, String expected, String sent) {
        if (expected.equals(sent)) {
            return true;
        }
        if (argument == null || argument.isText() || argument.isBoolean()) {
            return false;
        }
        try {
            return new BigDecimal(expected).compareTo(new BigDecimal(sent)) == 0;
        } catch (NumberFormatException notNumbers) {
            return false;
        }
    }

    private static ProtocolError mismatch(String what) {
        return new ProtocolError(400, ErrorCode.HEADER_MISMATCH, what);
    }
}
