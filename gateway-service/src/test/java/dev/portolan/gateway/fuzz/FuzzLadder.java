package dev.portolan.gateway.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The status and code that MCP prescribes for what is wrong with a request, in the order in which it is to be found
 * (2026-07-28, basic/versioning and Streamable HTTP), written down without a look at how the gateway does it.
 */
final class FuzzLadder {
    private static final String MODERN = "2026-07-28";
    private static final Set<String> LEGACY = Set.of("2025-11-25", "2025-06-18", "2025-03-26");
    private static final Set<String> METHODS = Set.of(
            "server/discover",
            "tools/list",
            "tools/call",
            "prompts/list",
            "prompts/get",
            "resources/list",
            "resources/templates/list",
            "resources/read",
            "completion/complete",
            "subscriptions/listen");

    private final FuzzRequest request;
    private final FuzzRequests.Handles handles;
    private final Map<String, List<String>> headers;

    /** A status and the error code that goes with it. */
    record Prescribed(int status, int code) {}

    private FuzzLadder(FuzzRequest request, FuzzRequests.Handles handles) {
        this.request = request;
        this.handles = handles;
        this.headers = request.headersSent();
    }

    /** What is prescribed; empty where the request is in order so far, or the rules leave a choice. */
    static Optional<Prescribed> of(FuzzRequest request, FuzzRequests.Handles handles) {
        if (FuzzRequests.NO_PATHS.contains(request.path) && !request.brokenHttp) {
            return error(404, -32600);
        }
        FuzzLadder ladder = new FuzzLadder(request, handles);
        return ladder.isClear() ? ladder.http() : Optional.empty();
    }

    /** Whether the caller is known, and each header said once: the rules for others are not those of a message. */
    private boolean isClear() {
        return !request.brokenHttp
                && request.path.equals("/mcp")
                && !Set.of("GET", "DELETE").contains(request.httpMethod)
                && !headers.containsKey("origin")
                && !headers.containsKey("host")
                && headers.values().stream().allMatch(values -> values.size() == 1)
                && ("Bearer " + handles.token()).equals(header("authorization"));
    }

    private String header(String name) {
        return headers.getOrDefault(name, List.of("")).get(0);
    }

    private static Optional<Prescribed> error(int status, int code) {
        return Optional.of(new Prescribed(status, code));
    }

    private Optional<Prescribed> http() {
        if (!request.httpMethod.equals("POST")) {
            return error(405, -32600);
        }
        if (request.body.length > FuzzResource.MOST_BYTES) {
            return error(413, -32600);
        }
        String type =
                header("content-type").toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
        if (!type.equals("application/json")) {
            return error(415, -32600);
        }
        Optional<JsonNode> json = request.json();
        if (json.isEmpty()) {
            return error(400, -32700);
        }
        if (json.get().isArray()) {
            return batch(json.get());
        }
        return json.get().isObject() ? message(json.get()) : error(400, -32600);
    }

    /** Of 2025-03-26 alone. */
    private Optional<Prescribed> batch(JsonNode array) {
        boolean allowed = handles.sessions().stream()
                .anyMatch(session ->
                        session.revision().equals("2025-03-26") && session.id().equals(header("mcp-session-id")));
        return array.isEmpty() || (!allowed && handles.isSession(header("mcp-session-id")))
                ? error(400, -32600)
                : Optional.empty();
    }

    private Optional<Prescribed> message(JsonNode message) {
        JsonNode id = message.path("id");
        boolean isId = id.isMissingNode() || id.isTextual() || id.isIntegralNumber();
        if (!isId || !message.path("jsonrpc").asText().equals("2.0")) {
            return error(400, -32600);
        }
        if (!message.has("method")) {
            boolean either = message.has("result") ^ message.has("error");
            return !either || (id.isMissingNode() && message.has("result")) ? error(400, -32600) : Optional.empty();
        }
        JsonNode params = message.path("params");
        JsonNode meta = params.path("_meta");
        boolean called = message.path("method").isTextual()
                && !message.path("method").asText().isEmpty();
        if (!called || !(params.isMissingNode() || params.isObject())) {
            return error(400, -32600);
        }
        if (!meta.isMissingNode() && !meta.isObject()) {
            return error(400, -32602);
        }
        JsonNode claimed = meta.path("io.modelcontextprotocol/protocolVersion");
        if (!claimed.isMissingNode()) {
            return modern(message, claimed, meta.path("io.modelcontextprotocol/clientCapabilities"));
        }
        boolean opens = message.path("method").asText().equals("initialize");
        String version = header("mcp-protocol-version");
        if (headers.containsKey("mcp-protocol-version") && version.compareTo(MODERN) >= 0) {
            return error(400, opens ? -32020 : -32602);
        }
        return opens ? Optional.empty() : legacy(version);
    }

    private Optional<Prescribed> modern(JsonNode message, JsonNode claimed, JsonNode capabilities) {
        boolean isRequest = message.has("id");
        if (!claimed.isTextual() || (isRequest && !capabilities.isObject())) {
            return error(400, -32602);
        }
        boolean stated = headers.containsKey("mcp-protocol-version");
        if (!stated || !header("mcp-protocol-version").equals(claimed.asText())) {
            return error(400, -32020);
        }
        if (!claimed.asText().equals(MODERN)) {
            return error(400, -32022);
        }
        if (!isRequest) {
            return Optional.empty();
        }
        String method = message.path("method").asText();
        JsonNode name = mirrored(method, message.path("params"));
        if (differs("mcp-method", message.path("method")) || differs("mcp-name", name)) {
            return error(400, -32020);
        }
        return METHODS.contains(method) ? Optional.empty() : error(404, -32601);
    }

    private static JsonNode mirrored(String method, JsonNode params) {
        return switch (method) {
            case "tools/call", "prompts/get" -> params.path("name");
            case "resources/read" -> params.path("uri");
            case "tasks/get", "tasks/update", "tasks/cancel" -> params.path("taskId");
            default -> MissingNode.getInstance();
        };
    }

    private boolean differs(String header, JsonNode body) {
        if (!body.isTextual()) {
            return false;
        }
        String text = body.asText();
        String encoded = "=?base64?" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "?=";
        boolean plain = text.chars().allMatch(c -> c >= 0x20 && c < 0x7f || c == '\t')
                && !(text.startsWith("=?base64?") && text.endsWith("?="));
        return !headers.containsKey(header)
                || !(header(header).equals(encoded) || (plain && header(header).equals(text)));
    }

    private Optional<Prescribed> legacy(String version) {
        boolean stated = headers.containsKey("mcp-protocol-version");
        if (stated && !LEGACY.contains(version)) {
            return error(400, -32600);
        }
        if (!headers.containsKey("mcp-session-id")) {
            return error(400, -32600);
        }
        Optional<FuzzRequests.Session> session = handles.session(header("mcp-session-id"));
        if (session.isEmpty()) {
            return error(404, -32600);
        }
        String agreed = session.get().revision();
        boolean other = stated && !agreed.equals("2025-03-26") && !agreed.equals(version);
        return other ? error(400, -32600) : Optional.empty();
    }
}
