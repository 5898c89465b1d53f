package dev.portolan.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A client of 2026-07-28 that shows what is on the wire. */
final class ModernClient {
    static final JsonMapper JSON = new JsonMapper();

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** One answer: status, headers, and the JSON-RPC response. */
    record Answer(HttpResponse<String> http, JsonNode message) {
        int status() {
            return http.statusCode();
        }

        JsonNode result() {
            if (!message.has("result")) {
                throw new AssertionError("no result: " + status() + " " + message);
            }
            return message.get("result");
        }

        JsonNode error() {
            return message.path("error");
        }
    }

    private final String url;
    private final String token;
    private final AtomicInteger ids = new AtomicInteger();

    ModernClient(String url, String token) {
        this.url = url;
        this.token = token;
    }

    Answer tool(String name, Map<String, Object> arguments) {
        return ask("tools/call", Map.of("name", name, "arguments", arguments));
    }

    Answer ask(String method, Map<String, Object> params) {
        return ask("e2e-" + ids.incrementAndGet(), method, params);
    }

    /** Under an id of the caller's choice, which is on record. */
    Answer ask(String id, String method, Map<String, Object> params) {
        ObjectNode body =
                JSON.createObjectNode().put("jsonrpc", "2.0").put("id", id).put("method", method);
        ObjectNode sent = JSON.valueToTree(params);
        sent.putObject("_meta")
                .put("io.modelcontextprotocol/protocolVersion", "2026-07-28")
                .putObject("io.modelcontextprotocol/clientCapabilities");
        body.set("params", sent);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("Authorization", "Bearer " + token)
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", method)
                .POST(HttpRequest.BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8));
        Object name = method.equals("resources/read") ? params.get("uri") : params.get("name");
        if (name != null) {
            request.header("Mcp-Name", name.toString());
        }
        return send(request.build());
    }

    static Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response =
                    HTTP.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(response, JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
