package dev.portolan.gateway.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** What carries messages to the gateway. */
enum Door {
    HTTP("HTTP", "POST", "") {
        @Override
        Told message(Way way, String text) throws Exception {
            return told(
                    HTTP_CLIENT.send(mirrored(post(way, text), text).build(), HttpResponse.BodyHandlers.ofString()));
        }
    },
    STREAM("HTTP, answers as event stream", "GET", "") {
        @Override
        Told message(Way way, String text) throws Exception {
            HttpRequest.Builder request = post(way, text).header("Mcp-Session-Id", way.session());
            return told(HTTP_CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        }
    },
    SOCKET("WebSocket", "GET", "/ws") {
        @Override
        Told message(Way way, String text) {
            try (SocketClient client = socket(way)) {
                client.send(text);
                return told(0, client.message(m -> m.has("error") || m.has("result")));
            }
        }
    },
    HTTP_SSE("HTTP+SSE", "GET", "/sse") {
        @Override
        Told message(Way way, String text) throws Exception {
            try (SseClient client = new SseClient(way.gateway().resolve("/mcp/sse"), way.token())) {
                client.ask("hello", "initialize", HELLO);
                way.ready().run();
                client.post(text);
                return told(
                        0,
                        client.message(
                                m -> !m.has("method") && !m.path("id").asText().equals("hello")));
            }
        }
    };

    static final String HELLO = "\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
            + "\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}";

    private static final HttpClient HTTP_CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private final String title;
    private final String method;
    private final String suffix;

    Door(String title, String method, String suffix) {
        this.title = title;
        this.method = method;
        this.suffix = suffix;
    }

    /**
     * How to get there.
     *
     * @param session of the older era, over HTTP
     * @param ready to be run once all is said that leaves records of its own
     * @param admitted waits until a call has been admitted
     */
    record Way(URI gateway, String token, String session, Runnable ready, Runnable admitted) {}

    /** What came back: HTTP status (0: none) and JSON-RPC code (0: none). */
    record Told(int status, int code) {}

    String title() {
        return title;
    }

    /** Whether messages are of the newest revision. */
    boolean isModern() {
        return this == HTTP || this == SOCKET;
    }

    /** Sends a message and waits for its answer. */
    abstract Told message(Way way, String text) throws Exception;

    /** The request that comes to this door, all as it should be. */
    RejectedHead head(Way way) {
        RejectedHead head = new RejectedHead(way.gateway(), method, "/mcp" + suffix, way.token());
        return switch (this) {
            case HTTP ->
                head.add("Content-Type", "application/json")
                        .add("Content-Length", "2")
                        .body("{}");
            case STREAM -> head.add("Accept", "text/event-stream").add("Mcp-Session-Id", way.session());
            case SOCKET ->
                head.add("Upgrade", "websocket")
                        .add("Connection", "Upgrade")
                        .add("Sec-WebSocket-Version", "13")
                        .add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
            case HTTP_SSE -> head.add("Accept", "text/event-stream");
        };
    }

    static SocketClient socket(Way way) {
        return new SocketClient(
                HTTP_CLIENT.newWebSocketBuilder().header("Authorization", "Bearer " + way.token()),
                URI.create("ws://localhost:" + way.gateway().getPort() + "/mcp/ws"));
    }

    /** A session of the older era. */
    static String session(URI gateway, String token) throws Exception {
        Way way = new Way(gateway, token, "", () -> {}, () -> {});
        return HTTP_CLIENT
                .send(
                        post(way, SseClient.request("hello", "initialize", HELLO))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .headers()
                .firstValue("Mcp-Session-Id")
                .orElseThrow();
    }

    /** A request over HTTP, to be spoilt. */
    static HttpRequest.Builder post(Way way, String text) {
        return HttpRequest.newBuilder(way.gateway().resolve("/mcp"))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("Authorization", "Bearer " + way.token())
                .POST(HttpRequest.BodyPublishers.ofString(text));
    }

    static Told send(HttpRequest.Builder request) throws Exception {
        return told(HTTP_CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    }

    /** With what headers say of a message. */
    static HttpRequest.Builder mirrored(HttpRequest.Builder request, String text) {
        JsonNode message = json(text);
        String version = message.at("/params/_meta/io.modelcontextprotocol~1protocolVersion")
                .asText("2026-07-28");
        request.header("MCP-Protocol-Version", version);
        if (message.path("method").isTextual()) {
            request.header("Mcp-Method", message.path("method").asText());
            JsonNode params = message.path("params");
            for (String member : List.of("name", "uri", "taskId")) {
                if (params.has(member)) {
                    request.header("Mcp-Name", params.get(member).asText());
                }
            }
        }
        return request;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (java.io.IOException none) {
            return JSON.createObjectNode();
        }
    }

    private static Told told(HttpResponse<String> response) {
        String body = response.body();
        int last = body.lastIndexOf("data: {");
        return told(response.statusCode(), json(last < 0 ? body : body.substring(last + 6)));
    }

    private static Told told(int status, JsonNode message) {
        return new Told(status, message.at("/error/code").asInt());
    }
}
