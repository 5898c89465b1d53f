package dev.portolan.connector.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.mcp.McpHeader;
import dev.portolan.mcp.MetaKey;
import dev.portolan.mcp.Revision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A plain client of one MCP endpoint, for either revision: composes correct requests, and lets a test break them.
 *
 * @param endpoint the address messages are posted to
 * @param revision how to speak
 * @param token the bearer token, or null to send none
 */
public record McpTestClient(
        URI endpoint, Revision revision, @Nullable String token) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger IDS = new AtomicInteger();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public McpTestClient with(@Nullable String otherToken) {
        return new McpTestClient(endpoint, revision, otherToken);
    }

    public McpTestClient speaking(Revision other) {
        return new McpTestClient(endpoint, other, token);
    }

    /** An object to fill with parameters. */
    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** JSON as a tree. */
    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    /** Asks, as the revision wants to be asked. */
    public Reply ask(String method, ObjectNode params) {
        ObjectNode message = message(method, params);
        return post(message.toString(), headers(message));
    }

    public Reply ask(String method) {
        return ask(method, object());
    }

    /** Calls a tool. */
    public Reply call(String tool, JsonNode arguments) {
        ObjectNode params = object().put("name", tool);
        params.set("arguments", arguments);
        return ask("tools/call", params);
    }

    /** The message that {@link #ask} would post. */
    public ObjectNode message(String method, ObjectNode params) {
        ObjectNode message =
                object().put("jsonrpc", "2.0").put("id", IDS.incrementAndGet()).put("method", method);
        ObjectNode sent = params.deepCopy();
        if (revision.isModern()) {
            ObjectNode meta = sent.withObjectProperty("_meta");
            meta.put(MetaKey.PROTOCOL_VERSION, revision.wire());
            meta.putObject(MetaKey.CLIENT_CAPABILITIES);
        }
        message.set("params", sent);
        return message;
    }

    /** The headers that go with a message. */
    public Map<String, String> headers(JsonNode message) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json, text/event-stream");
        String method = message.path("method").asText();
        if (!method.equals("initialize")) {
            headers.put(McpHeader.PROTOCOL_VERSION, revision.wire());
        }
        if (revision.isModern()) {
            headers.put(McpHeader.METHOD, method);
            String name = mirrored(method, message.path("params"));
            if (!name.isEmpty()) {
                headers.put(McpHeader.NAME, McpHeader.encode(name));
            }
        }
        return headers;
    }

    private static String mirrored(String method, JsonNode params) {
        return switch (method) {
            case "tools/call", "prompts/get" -> params.path("name").asText();
            case "resources/read" -> params.path("uri").asText();
            default -> "";
        };
    }

    /** Posts any text under any headers. */
    public Reply post(String body, Map<String, String> headers) {
        return send("POST", body, headers);
    }

    /** Sends anything. */
    public Reply send(String httpMethod, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofSeconds(60))
                .method(httpMethod, HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::setHeader);
        if (token != null) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<String> response =
                    HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Reply(response.statusCode(), response.headers().map(), messages(response));
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static List<JsonNode> messages(HttpResponse<String> response) {
        String type = response.headers().firstValue("Content-Type").orElse("");
        List<JsonNode> messages = new ArrayList<>();
        if (type.startsWith("text/event-stream")) {
            for (String line : response.body().split("\n")) {
                if (line.startsWith("data:")) {
                    messages.add(json(line.substring("data:".length())));
                }
            }
        } else if (!response.body().isBlank() && type.startsWith("application/json")) {
            messages.add(json(response.body()));
        }
        return messages;
    }

    /** All entries of a list, page after page. */
    public List<JsonNode> list(String method, String member) {
        List<JsonNode> entries = new ArrayList<>();
        JsonNode cursor = null;
        for (int page = 0; page < 100; page++) {
            ObjectNode params = object();
            if (cursor != null) {
                params.set("cursor", cursor);
            }
            JsonNode result = ask(method, params).result();
            result.path(member).forEach(entries::add);
            cursor = result.get("nextCursor");
            if (cursor == null) {
                return entries;
            }
        }
        throw new AssertionError(method + " does not end within 100 pages");
    }
}
