package dev.portolan.mcp;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides which era a posted message belongs to, and refuses what breaks that era's rules. The body decides; headers
 * are checked against it (MCP 2026-07-28, basic/versioning and Streamable HTTP; order of checks: JSON shape, era,
 * {@code _meta}, header agreement, version).
 */
public final class Ingress {
    private static final Set<String> NAMED = Set.of(McpMethod.TOOLS_CALL, McpMethod.PROMPTS_GET);
    /** SEP-2663; other methods below {@code tasks/} do not exist and mirror nothing. */
    private static final Set<String> ABOUT_A_TASK =
            Set.of(McpMethod.TASKS_GET, McpMethod.TASKS_UPDATE, McpMethod.TASKS_CANCEL);

    private final List<Revision> supported;

    /** @param supported the revisions that are served, newest first */
    public Ingress(List<Revision> supported) {
        this.supported = List.copyOf(supported);
    }

    /** Newest first. */
    public List<Revision> supported() {
        return supported;
    }

    /** The newest revision served that opens with {@code initialize}, or empty if only the modern one is. */
    public Optional<Revision> newestLegacy() {
        return supported.stream().filter(r -> !r.isModern()).findFirst();
    }

    /**
     * The revision a message is to be served by.
     *
     * @param header finds a request header by name, null if absent
     * @return empty for a message of the older era that names no version: its session knows, or it is assumed
     * @throws ProtocolError with the status and code the specification prescribes
     */
    public Optional<Revision> revisionOf(Message message, Function<String, @Nullable String> header) {
        String stated = trimmed(header.apply(McpHeader.PROTOCOL_VERSION));
        try {
            if (message.kind() == Message.Kind.RESPONSE) {
                return legacyRevision(stated);
            }
            if (message.meta().claimsVersion()) {
                return Optional.of(modernRevision(message, stated, header));
            }
            if (stated != null && Revision.claimsModern(stated)) {
                throw unclaimed(message);
            }
            return message.method().equals(McpMethod.INITIALIZE) ? Optional.empty() : legacyRevision(stated);
        } catch (ProtocolError fault) {
            throw fault.about(message.id());
        }
    }

    private ProtocolError unclaimed(Message message) {
        if (message.method().equals(McpMethod.INITIALIZE)) {
            return mismatch("initialize does not belong to the revision that " + McpHeader.PROTOCOL_VERSION + " names");
        }
        return missingMeta(MetaKey.PROTOCOL_VERSION, MetaKey.CLIENT_CAPABILITIES);
    }

    private Revision modernRevision(
            Message message, @Nullable String stated, Function<String, @Nullable String> header) {
        String claimed = message.meta().protocolVersion();
        if (claimed == null) {
            throw new ProtocolError(
                    400, ErrorCode.INVALID_PARAMS, "_meta[\"" + MetaKey.PROTOCOL_VERSION + "\"] must be a string");
        }
        if (message.meta().clientCapabilities() == null && message.kind() == Message.Kind.REQUEST) {
            throw missingMeta(MetaKey.CLIENT_CAPABILITIES);
        }
        if (stated == null) {
            throw mismatch("header " + McpHeader.PROTOCOL_VERSION + " is missing");
        }
        if (!stated.equals(claimed)) {
            throw mismatch("header " + McpHeader.PROTOCOL_VERSION + " differs from _meta");
        }
        Revision revision = Revision.of(claimed)
                .filter(r -> r.isModern() && supported.contains(r))
                .orElseThrow(() -> unsupported(claimed));
        if (message.kind() == Message.Kind.REQUEST) {
            checkMirrors(message, header);
        }
        return revision;
    }

    private static void checkMirrors(Message message, Function<String, @Nullable String> header) {
        agree(McpHeader.METHOD, header.apply(McpHeader.METHOD), message.method());
        String mirrored = mirroredName(message);
        if (mirrored != null) {
            agree(McpHeader.NAME, header.apply(McpHeader.NAME), mirrored);
        }
    }

    /** What {@code Mcp-Name} must say for a message, or null if it has none to say. */
    public static @Nullable String mirroredName(Message message) {
        String method = message.method();
        if (NAMED.contains(method)) {
            return message.params().text("name");
        }
        if (method.equals(McpMethod.RESOURCES_READ)) {
            return message.params().text("uri");
        }
        return ABOUT_A_TASK.contains(method) ? message.params().text("taskId") : null;
    }

    private static void agree(String name, @Nullable String sent, String body) {
        if (sent == null) {
            throw mismatch("header " + name + " is missing");
        }
        String decoded = McpHeader.decode(sent);
        if (decoded == null) {
            throw mismatch("header " + name + " is malformed");
        }
        if (!decoded.equals(body)) {
            throw mismatch("header " + name + " differs from the body");
        }
    }

    private Optional<Revision> legacyRevision(@Nullable String stated) {
        if (stated == null) {
            return Optional.empty();
        }
        Optional<Revision> revision = Revision.of(stated).filter(r -> !r.isModern() && supported.contains(r));
        if (revision.isEmpty()) {
            throw new ProtocolError(
                    400,
                    ErrorCode.INVALID_REQUEST,
                    McpHeader.PROTOCOL_VERSION + " names no revision served here; served: " + names());
        }
        return revision;
    }

    private ProtocolError unsupported(String requested) {
        // A revision of the older era is served, but not to requests that carry their own metadata.
        boolean older = Revision.of(requested).filter(r -> !r.isModern()).isPresent();
        JsonObject data = JsonObject.empty()
                .set(
                        "supported",
                        JsonObject.array(supported.stream()
                                .filter(r -> r.isModern() || !older)
                                .map(r -> JsonSlice.ofText(r.wire()))
                                .toList()))
                .set("requested", requested);
        return new ProtocolError(
                        400, ErrorCode.UNSUPPORTED_PROTOCOL_VERSION, "unsupported protocol version; served: " + names())
                .with(data.toSlice());
    }

    private String names() {
        return String.join(", ", supported.stream().map(Revision::wire).toList());
    }

    private static ProtocolError missingMeta(String... keys) {
        return new ProtocolError(
                400,
                ErrorCode.INVALID_PARAMS,
                "params._meta lacks what every request carries: " + String.join(", ", keys));
    }

    private static ProtocolError mismatch(String what) {
        return new ProtocolError(400, ErrorCode.HEADER_MISMATCH, what);
    }

    private static @Nullable String trimmed(@Nullable String header) {
        return header == null ? null : McpHeader.stripOptionalWhitespace(header);
    }
}
