package dev.portolan.gateway.fuzz;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Requests to the gateway, most of them spoilt in one to four ways. The seed decides everything but the handles, which
 * the gateway seals anew each time.
 */
final class FuzzRequests {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String MODERN = "2026-07-28";
    private static final List<String> METHODS = List.of(
            "tools/call",
            "tools/call",
            "tools/call",
            "tools/call",
            "tools/list",
            "subscriptions/listen",
            "prompts/list",
            "resources/list",
            "resources/templates/list",
            "resources/read",
            "prompts/get",
            "completion/complete",
            "server/discover",
            "initialize",
            "ping",
            "tasks/get",
            "tasks/update",
            "logging/setLevel",
            "logging/setLevel",
            "resources/subscribe",
            "resources/unsubscribe",
            "roots/list",
            "notifications/initialized",
            "notifications/cancelled",
            "notifications/progress",
            "TOOLS/LIST",
            "tools/list ",
            "tools//list",
            "rpc.discover",
            "\u00fc",
            "x".repeat(300));
    private static final List<String> NAMES = List.of(
            "new_do", "new_do", "old_do", "do", "new_do ", "NEW_DO", "nobody_does", "\u00e4", "", "=?base64?eA==?=");
    private static final List<String> URIS =
            List.of("new+file:///a", "old+urn:x", "nobody+x:y", "ui://new/x", "ui://", "");
    private static final List<String> VERSIONS =
            List.of(MODERN, MODERN, "2025-11-25", "2025-06-18", "2024-11-05", "2031-01-01", "9", "", "2026-07-28 x");
    private static final List<String> SPOILT_HEADERS = List.of(
            "Content-Type",
            "Accept",
            "Authorization",
            "MCP-Protocol-Version",
            "MCP-Protocol-Version",
            "Mcp-Method",
            "Mcp-Method",
            "Mcp-Name",
            "Mcp-Name",
            "Mcp-Session-Id",
            "Mcp-Param-X",
            "Origin",
            "Last-Event-ID",
            "Content-Encoding",
            "traceparent",
            "X-HTTP-Method-Override",
            "X-Forwarded-For",
            "Forwarded",
            "Portolan-Relayed",
            "Host",
            "Expect",
            "Cookie");
    private static final List<String> DEEDS =
            List.of("work", "work", "work", "progress", "none", "error", "other-id", "need-roots", "html");

    private static final List<String> PATHS = List.of(
            "/mcp/c/new",
            "/mcp/c/old",
            "/mcp/c/nobody",
            "/mcp/v/none",
            "/mcp?x=%00",
            "/mcp/ws",
            "http://evil.example/mcp");
    /** Nobody is there. */
    static final List<String> NO_PATHS =
            List.of("/mcp/", "//mcp", "/mcp/x", "/mcp/c/New", "/mcp/c/../new", "/mcp/c/%2e%2e/c/new", "/mcp/c/n%00");

    private final Handles handles;

    /** A session that was opened. */
    record Session(String revision, String id) {}

    /**
     * What was given out to be given back.
     *
     * @param sessions one of each revision that has them
     * @param another opens a session that may be ended
     */
    record Handles(String token, String cursor, String state, List<Session> sessions, Supplier<Session> another) {
        Optional<Session> session(String id) {
            return sessions.stream().filter(s -> s.id().equals(id)).findFirst();
        }

        boolean isSession(String id) {
            return session(id).isPresent();
        }
    }

    FuzzRequests(Handles handles) {
        this.handles = handles;
    }

    private static <T> T any(Random random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    FuzzRequest of(long seed) {
        Random random = new Random(seed * 0x9e3779b97f4a7c15L);
        FuzzRequest request = new FuzzRequest();
        FuzzBodies bodies = new FuzzBodies(random, request);
        boolean modern = random.nextInt(3) > 0;
        ObjectNode message = message(random, bodies, modern);
        headers(random, request, message, modern);
        for (int i = random.nextInt(3); i > 0; i--) {
            bodies.spoil(message);
        }
        if (random.nextInt(4) == 0) {
            otherEra(random, request, message, modern);
        }
        String text = bodies.text(random.nextInt(modern ? 30 : 5) == 0 ? batch(random, bodies, message) : message);
        if (random.nextInt(4) == 0) {
            text = bodies.spoil(text);
        }
        request.body = text.getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(4) == 0) {
            request.body = bodies.spoil(request.body);
        }
        for (int i = random.nextInt(5) - 2; i > 0; i--) {
            spoilHeader(random, request);
        }
        if (random.nextInt(12) == 0) {
            otherMethod(random, request);
        }
        if (random.nextInt(8) == 0) {
            request.path = any(random, PATHS);
        } else if (random.nextInt(30) == 0) {
            request.path = any(random, NO_PATHS);
        }
        return request;
    }

    /** A message with others like it. */
    private ArrayNode batch(Random random, FuzzBodies bodies, ObjectNode message) {
        ArrayNode batch = JSON.arrayNode().add(message);
        int more = any(random, List.of(0, 1, 1, 2, 3, 40));
        for (int i = 0; i < more; i++) {
            batch.add(message(random, bodies, random.nextInt(10) == 0));
        }
        return batch;
    }

    private void otherMethod(Random random, FuzzRequest request) {
        request.httpMethod =
                any(random, List.of("GET", "GET", "DELETE", "DELETE", "PUT", "PATCH", "OPTIONS", "PROPFIND", "post"));
        String session =
                request.header("Mcp-Session-Id").map(FuzzRequest.Header::value).orElse("");
        if (request.httpMethod.equals("DELETE") && handles.isSession(session)) {
            request.set("Mcp-Session-Id", handles.another().get().id());
        }
        if (random.nextBoolean()) {
            request.body = new byte[0];
        }
        request.done("method " + request.httpMethod);
    }

    private ObjectNode message(Random random, FuzzBodies bodies, boolean modern) {
        ObjectNode message = JSON.objectNode().put("jsonrpc", "2.0");
        switch (random.nextInt(6)) {
            case 0 -> message.set("id", bodies.oddValue());
            case 1 -> message.put("id", random.nextLong());
            case 2 -> {
                if (random.nextBoolean()) {
                    message.put("id", "");
                }
            }
            default -> message.put("id", "id-" + random.nextInt(1_000));
        }
        String method = any(random, METHODS);
        message.put("method", method);
        if (random.nextInt(20) == 0) {
            message.remove("method");
            message.set(
                    any(random, List.of("result", "error")), JSON.objectNode().put("code", 1));
        }
        ObjectNode params = message.putObject("params");
        params(random, bodies, params, method);
        if (modern) {
            ObjectNode meta = params.putObject("_meta");
            meta.put(
                    "io.modelcontextprotocol/protocolVersion", random.nextInt(5) == 0 ? any(random, VERSIONS) : MODERN);
            meta.putObject("io.modelcontextprotocol/clientCapabilities").putObject("elicitation");
            meta.putObject("io.modelcontextprotocol/clientInfo")
                    .put("name", "fuzz")
                    .put("version", "1");
            meta.put("progressToken", random.nextInt());
        }
        return message;
    }

    private void params(Random random, FuzzBodies bodies, ObjectNode params, String method) {
        switch (method) {
            case "tools/call", "prompts/get" -> {
                params.put("name", any(random, NAMES));
                params.putObject("arguments").put("what", any(random, DEEDS));
            }
            case "resources/read", "resources/subscribe" -> params.put("uri", any(random, URIS));
            case "completion/complete" -> {
                params.putObject("ref")
                        .put("type", any(random, List.of("ref/prompt", "ref/resource", "ref/tool")))
                        .put("name", any(random, NAMES))
                        .put("uri", any(random, URIS));
                params.putObject("argument").put("name", "a").put("value", "b");
            }
            case "initialize" -> {
                params.put("protocolVersion", any(random, VERSIONS));
                params.putObject("capabilities").putObject("roots");
                params.putObject("clientInfo").put("name", "fuzz").put("version", "1");
            }
            case "subscriptions/listen" -> {
                ObjectNode filter = params.putObject("notifications").put("toolsListChanged", random.nextBoolean());
                filter.putArray("resourceSubscriptions").add(any(random, URIS));
            }
            case "logging/setLevel" -> params.put("level", any(random, List.of("debug", "DEBUG", "")));
            case "notifications/cancelled" -> params.put("requestId", "id-" + random.nextInt(1_000));
            case "tasks/get", "tasks/update" -> params.put("taskId", handle(random));
            default -> {
                if (random.nextBoolean()) {
                    params.put("cursor", handle(random));
                }
            }
        }
        if (random.nextInt(8) == 0) {
            params.put("requestState", handle(random));
            params.putObject("inputResponses").set("a", bodies.oddValue());
        }
    }

    /** A genuine handle, for the right purpose or another, as it was or tampered with. */
    private String handle(Random random) {
        String genuine = any(
                random,
                List.of(
                        handles.cursor(),
                        handles.cursor(),
                        handles.state(),
                        any(random, handles.sessions()).id()));
        int at = random.nextInt(genuine.length());
        return switch (random.nextInt(6)) {
            case 0, 1 -> genuine;
            case 2 -> genuine.substring(0, at);
            case 3 -> genuine.substring(0, at) + (char) (genuine.charAt(at) ^ 1) + genuine.substring(at + 1);
            case 4 -> genuine + any(random, List.of("A", "=", " ", genuine));
            default -> any(random, List.of("", "a", "\u00e4", "../", genuine.toLowerCase(Locale.ROOT)));
        };
    }

    private void headers(Random random, FuzzRequest request, ObjectNode message, boolean modern) {
        request.with("Content-Type", "application/json")
                .with("Accept", "application/json, text/event-stream")
                .with("Authorization", "Bearer " + handles.token());
        if (!modern) {
            Session session = any(random, handles.sessions());
            request.with("Mcp-Session-Id", random.nextInt(4) == 0 ? octets(handle(random)) : session.id());
            if (random.nextInt(3) > 0) {
                request.with("MCP-Protocol-Version", session.revision());
            }
            return;
        }
        request.with("MCP-Protocol-Version", MODERN);
        request.with("Mcp-Method", octets(message.path("method").asText()));
        String name =
                message.at("/params/name").asText(message.at("/params/uri").asText());
        if (!name.isEmpty()) {
            boolean plain = name.chars().allMatch(c -> c > 0x20 && c < 0x7f);
            request.with("Mcp-Name", plain ? name : sentinel(name));
        }
    }

    private static String sentinel(String value) {
        return "=?base64?" + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)) + "?=";
    }

    /** A text as the octets of its UTF-8. */
    private static String octets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private void otherEra(Random random, FuzzRequest request, ObjectNode message, boolean modern) {
        if (modern && random.nextBoolean()) {
            request.with("Mcp-Session-Id", any(random, handles.sessions()).id());
            request.done("modern with a session");
        } else if (modern) {
            request.set("MCP-Protocol-Version", any(random, VERSIONS));
            request.done("modern under another version");
        } else if (random.nextBoolean()) {
            request.set("MCP-Protocol-Version", any(random, VERSIONS));
            request.done("legacy under another version");
        } else {
            message.put("method", "initialize");
            request.set("MCP-Protocol-Version", MODERN);
            request.with("Mcp-Method", "initialize");
            request.done("initialize under the modern version");
        }
    }

    private static void spoilHeader(Random random, FuzzRequest request) {
        String name = any(random, SPOILT_HEADERS);
        String value = request.header(name).map(FuzzRequest.Header::value).orElse("x");
        switch (random.nextInt(12)) {
            case 0 -> request.headers.removeIf(h -> h.name().equals(name));
            case 1 -> request.with(name, value);
            case 2 -> request.with(name, value + "x");
            case 3 -> request.set(name, " \t" + value + "\t ");
            case 4 -> request.set(name.toUpperCase(Locale.ROOT), value);
            case 5 -> request.set(name, value.toUpperCase(Locale.ROOT));
            case 6 ->
                request.set(
                        name,
                        any(random, List.of("=?base64?", "=?BASE64?", "=?base64?!"))
                                + sentinel(value).substring(9));
            case 7 -> request.set(name, "\u00e4\u00ff" + value);
            case 8 -> request.set(name, "");
            case 9 -> request.set(name, value + "\r\n" + name + ": y");
            case 10 -> {
                request.set(name, value + any(random, List.of("\u0000", "\u0001", "\u007f", "\n", "\r", "\nX: y")));
                request.brokenHttp = true;
            }
            default -> {
                int length = any(random, List.of(300, 9_000, 40_000));
                request.set(name, "v".repeat(length));
                request.brokenHttp |= length > 30_000;
            }
        }
        request.done("header " + name);
    }
}
