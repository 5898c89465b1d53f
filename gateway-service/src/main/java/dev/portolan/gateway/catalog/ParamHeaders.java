package dev.portolan.gateway.catalog;

import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpHeader;
import dev.portolan.mcp.ProtocolError;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
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

    private static final byte[] MARK = "\"x-mcp-header\"".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Set<String> MIRRORED_TYPES = Set.of("string", "integer", "boolean");

    private record Mirror(String header, List<String> path) {}

    private final List<Mirror> mirrors;

    private ParamHeaders(List<Mirror> mirrors) {
        this.mirrors = List.copyOf(mirrors);
    }

    /** What an input schema marks, or empty if it marks something in a way the specification forbids. */
    static Optional<ParamHeaders> of(@Nullable JsonSlice inputSchema) {
        if (inputSchema == null || !inputSchema.contains(MARK)) {
            return Optional.of(NONE);
        }
        List<Mirror> found = new ArrayList<>();
        Set<String> names = new HashSet<>();
        boolean sound = collect(inputSchema, List.of(), found)
                && found.stream()
                        .allMatch(m -> TOKEN.matcher(m.header()).matches()
                                && names.add(m.header().toLowerCase(Locale.ROOT)))
                && found.size() == occurrences(inputSchema);
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
            if (members.has("x-mcp-header")) {
                String header = members.text("x-mcp-header");
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

    /** How often the mark occurs anywhere: more often than it was found means that some are where they must not be. */
    private static int occurrences(JsonSlice schema) {
        String text = schema.json();
        int count = 0;
        for (int at = text.indexOf("\"x-mcp-header\""); at >= 0; at = text.indexOf("\"x-mcp-header\"", at + 1)) {
            count++;
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
            String expected = value(arguments, mirror.path());
            String decoded = sent == null ? null : McpHeader.decode(sent);
            if (sent != null && decoded == null) {
                throw mismatch("header " + name + " is malformed");
            }
            if (expected == null ? decoded != null : decoded == null || !same(expected, decoded)) {
                throw mismatch("header " + name + " differs from argument " + String.join(".", mirror.path()));
            }
        }
    }

    /** The headers for these arguments, by name. */
    public Map<String, String> of(Optional<JsonSlice> arguments) {
        Map<String, String> headers = new HashMap<>();
        for (Mirror mirror : mirrors) {
            String value = value(arguments.orElse(null), mirror.path());
            if (value != null) {
                headers.put(McpHeader.PARAM_PREFIX + mirror.header(), McpHeader.encode(value));
            }
        }
        return headers;
    }

    private static @Nullable String value(@Nullable JsonSlice arguments, List<String> path) {
        JsonSlice at = arguments;
        for (String name : path) {
            at = at == null ? null : at.member(name);
        }
        if (at == null || at.isNull()) {
            return null;
        }
        String text = at.text();
        return text != null ? text : at.json();
    }

    private static boolean same(String expected, String sent) {
        if (expected.equals(sent)) {
            return true;
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
