package dev.portolan.gateway.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A connector of one era whose one tool does as its argument says, and which remembers what reached it. */
final class StubConnector implements AutoCloseable {
    /** Occurs in everything it says that must not reach a caller. */
    static final String FOREIGN = "foreign-text-91c2";

    private static final JsonMapper JSON = new JsonMapper();
    private static final String TOOLS =
            "{\"tools\":[{\"name\":\"do\",\"title\":\"Do\",\"description\":\"DESCRIPTION\",\"inputSchema\":{\"type\":\"object\","
                    + "\"properties\":{\"what\":{\"type\":\"string\"}},\"required\":[\"what\"]}}]";

    private static final String CAPABILITIES = "{\"tools\":{\"listChanged\":true},\"resources\":{\"subscribe\":true}}";

    private final boolean modern;
    private volatile String description = "Does";
    private final ConcurrentLinkedQueue<JsonNode> calls = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Map<String, List<String>>> headers = new ConcurrentLinkedQueue<>();
    private final Set<String> sessions = ConcurrentHashMap.newKeySet();
    private final Set<String> subscribed = ConcurrentHashMap.newKeySet();
    private final Set<OutputStream> streams = ConcurrentHashMap.newKeySet();
    private final Map<String, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile boolean withdrawn;
    private volatile boolean unlisted;
    private final int port;

    StubConnector(boolean modern) {
        this.modern = modern;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        port = server.getAddress().getPort();
        server.setExecutor(threads);
        server.createContext("/mcp", this::serve);
        server.start();
    }

    String url() {
        return "http://localhost:" + port + "/mcp";
    }

    /** The {@code tools/call} requests that reached it. */
    ConcurrentLinkedQueue<JsonNode> calls() {
        return calls;
    }

    /** The headers of all requests that reached it. */
    ConcurrentLinkedQueue<Map<String, List<String>>> headers() {
        return headers;
    }

    /** Describes its tool otherwise from now on. */
    void describe(String otherwise) {
        description = otherwise;
    }

    /** Lists no resources. */
    StubConnector unlisted() {
        unlisted = true;
        return this;
    }

    /** Offers no tool from now on, or its tool again, and says that its list changed. */
    void withdraw(boolean nothing) {
        withdrawn = nothing;
        say("notifications/tools/list_changed", "{}");
    }

    /** Says that a resource changed, whether or not that was asked for. */
    void updated(String uri) {
        say("notifications/resources/updated", "{\"uri\":\"" + uri + "\"}");
    }

    /** The resources it was asked to watch. */
    Set<String> subscribed() {
        return subscribed;
    }

    /** Whether somebody listens for what changes. */
    boolean isHeard() {
        return !streams.isEmpty();
    }

    /** Ends the streams on which it says what changes, without a word. */
    void cutStreams() {
        for (OutputStream stream : streams) {
            streams.remove(stream);
            try {
                stream.close();
            } catch (IOException gone) {
                // so it is cut
            }
        }
    }

    private void say(String method, String params) {
        for (OutputStream stream : streams) {
            try {
                event(stream, "{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":" + params + "}");
            } catch (IOException gone) {
                streams.remove(stream);
            }
        }
    }

    private void stand(HttpExchange exchange, String first) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream stream = exchange.getResponseBody();
        stream.write(first.getBytes(StandardCharsets.UTF_8));
        stream.flush();
        streams.add(stream);
    }

    private String tools() {
        return withdrawn ? "{\"tools\":[]" : TOOLS.replace("DESCRIPTION", description);
    }

    /** Forgets all sessions, as a server does that was restarted. */
    void forgetSessions() {
        sessions.clear();
    }

    private void serve(HttpExchange exchange) throws IOException {
        headers.add(Map.copyOf(exchange.getRequestHeaders()));
        if (exchange.getRequestMethod().equals("GET")) {
            boolean known = sessions.contains(
                    String.valueOf(exchange.getRequestHeaders().getFirst("Mcp-Session-Id")));
            if (modern || !known) {
                answer(exchange, modern ? 405 : 404, FOREIGN);
            } else {
                subscribed.clear();
                stand(exchange, ": open\n\n");
            }
            return;
        }
        JsonNode message = JSON.readTree(exchange.getRequestBody());
        String method = message.path("method").asText();
        if (!message.has("method")) {
            answer(message.path("id").asText()).complete(message);
            answer(exchange, 202, "");
        } else if (!message.has("id")) {
            answer(exchange, 202, "");
        } else if (modern) {
            modern(exchange, message, method);
        } else {
            legacy(exchange, message, method);
        }
    }

    private void modern(HttpExchange exchange, JsonNode message, String method) throws IOException {
        switch (method) {
            case "server/discover" ->
                result(
                        exchange,
                        message,
                        "{\"resultType\":\"complete\",\"supportedVersions\":[\"2026-07-28\"],\"capabilities\":"
                                + CAPABILITIES + ",\"ttlMs\":0,\"cacheScope\":\"private\"}");
            case "tools/list" ->
                result(
                        exchange,
                        message,
                        tools() + ",\"resultType\":\"complete\",\"ttlMs\":0,\"cacheScope\":\"private\"}");
            case "resources/list", "resources/templates/list" ->
                result(
                        exchange,
                        message,
                        resources(method) + ",\"resultType\":\"complete\",\"ttlMs\":0,\"cacheScope\":\"private\"}");
            case "subscriptions/listen" -> {
                subscribed.clear();
                message.at("/params/notifications/resourceSubscriptions").forEach(uri -> subscribed.add(uri.asText()));
                stand(
                        exchange,
                        "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/subscriptions/acknowledged\","
                                + "\"params\":{\"notifications\":" + message.at("/params/notifications") + "}}\n\n");
            }
            default -> call(exchange, message);
        }
    }

    private String resources(String method) {
        return method.equals("resources/list") && !unlisted
                ? "{\"resources\":[{\"uri\":\"file:///watched\",\"name\":\"watched\"}]"
                : method.equals("resources/list") ? "{\"resources\":[]" : "{\"resourceTemplates\":[]";
    }

    private void legacy(HttpExchange exchange, JsonNode message, String method) throws IOException {
        if (method.equals("initialize")) {
            String session = "s" + sessions.size() + "-" + System.nanoTime();
            sessions.add(session);
            exchange.getResponseHeaders().set("Mcp-Session-Id", session);
            result(
                    exchange,
                    message,
                    "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":" + CAPABILITIES
                            + ",\"serverInfo\":{\"name\":\"old\",\"version\":\"1\"}}");
        } else if (!sessions.contains(
                String.valueOf(exchange.getRequestHeaders().getFirst("Mcp-Session-Id")))) {
            answer(exchange, method.equals("server/discover") ? 400 : 404, FOREIGN);
        } else if (method.equals("tools/list")) {
            result(exchange, message, tools() + "}");
        } else if (method.equals("resources/list") || method.equals("resources/templates/list")) {
            result(exchange, message, resources(method) + "}");
        } else if (method.equals("resources/subscribe")) {
            subscribed.add(message.at("/params/uri").asText());
            result(exchange, message, "{}");
        } else if (method.equals("resources/unsubscribe")) {
            subscribed.remove(message.at("/params/uri").asText());
            result(exchange, message, "{}");
        } else {
            call(exchange, message);
        }
    }

    private void call(HttpExchange exchange, JsonNode message) throws IOException {
        calls.add(message);
        switch (message.at("/params/arguments/what").asText()) {
            case "progress" -> progress(exchange, message);
            case "ask" -> ask(exchange, message);
            case "hang" -> hang(exchange);
            case "fail" -> answer(exchange, 500, FOREIGN);
            case "html" -> answer(exchange, 200, "<html>" + FOREIGN);
            case "error" ->
                answer(
                        exchange,
                        200,
                        "{\"jsonrpc\":\"2.0\",\"id\":" + message.get("id")
                                + ",\"error\":{\"code\":-32603,\"message\":\"" + FOREIGN + "\"}}");
            case "need-roots" ->
                answer(
                        exchange,
                        400,
                        "{\"jsonrpc\":\"2.0\",\"id\":" + message.get("id")
                                + ",\"error\":{\"code\":-32021,\"message\":\"" + FOREIGN
                                + "\",\"data\":{\"requiredCapabilities\":{\"roots\":{}}}}}");
            case "other-id" -> answer(exchange, 200, "{\"jsonrpc\":\"2.0\",\"id\":\"" + FOREIGN + "\",\"result\":{}}");
            case "huge" -> answer(exchange, 200, "{\"x\":\"" + FOREIGN.repeat(100_000) + "\"}");
            default -> result(exchange, message, done());
        }
    }

    private String done() {
        return "{" + (modern ? "\"resultType\":\"complete\"," : "")
                + "\"content\":[{\"type\":\"text\",\"text\":\"done\"},{\"type\":\"resource_link\",\"uri\":\"file:///a\",\"name\":\"a\"}]}";
    }

    /** Asks for a name and says it: each era in its own way. */
    private void ask(HttpExchange exchange, JsonNode message) throws IOException {
        String form = "{\"message\":\"Who?\",\"requestedSchema\":{\"type\":\"object\",\"properties\":{\"name\":"
                + "{\"type\":\"string\",\"default\":\"nobody\"}}}}";
        if (modern) {
            JsonNode given = message.at("/params/inputResponses/who");
            boolean asked = "state-1".equals(message.at("/params/requestState").asText());
            result(
                    exchange,
                    message,
                    given.isMissingNode() || !asked
                            ? "{\"resultType\":\"input_required\",\"requestState\":\"state-1\",\"inputRequests\":"
                                    + "{\"who\":{\"method\":\"elicitation/create\",\"params\":" + form + "}}}"
                            : said(given));
            return;
        }
        String question = "q" + message.get("id");
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            event(
                    out,
                    "{\"jsonrpc\":\"2.0\",\"id\":\"" + question + "\",\"method\":\"elicitation/create\",\"params\":"
                            + form + "}");
            JsonNode answer = answer(question).get(30, TimeUnit.SECONDS);
            String result = said(answer.path("result"));
            event(out, "{\"jsonrpc\":\"2.0\",\"id\":" + message.get("id") + ",\"result\":" + result + "}");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException nobodyAnswers) {
            exchange.close();
        }
    }

    private CompletableFuture<JsonNode> answer(String question) {
        return answers.computeIfAbsent(question, asked -> new CompletableFuture<>());
    }

    private String said(JsonNode response) {
        String text = response.path("action").asText() + " "
                + response.at("/content/name").asText();
        return "{" + (modern ? "\"resultType\":\"complete\"," : "") + "\"content\":[{\"type\":\"text\",\"text\":\""
                + text + "\"}]}";
    }

    private void progress(HttpExchange exchange, JsonNode message) throws IOException {
        JsonNode token = message.at("/params/_meta/progressToken");
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 1; i <= 3; i++) {
                event(
                        out,
                        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":"
                                + token + ",\"progress\":" + i + "}}");
            }
            event(out, "{\"jsonrpc\":\"2.0\",\"id\":" + message.get("id") + ",\"result\":" + done() + "}");
        }
    }

    private static void event(OutputStream out, String json) throws IOException {
        out.write(("event: message\ndata: " + json + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private void hang(HttpExchange exchange) throws IOException {
        try {
            if (released.await(60, TimeUnit.SECONDS)) {
                answer(exchange, 500, FOREIGN);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void result(HttpExchange exchange, JsonNode message, String result) throws IOException {
        answer(exchange, 200, "{\"jsonrpc\":\"2.0\",\"id\":" + message.get("id") + ",\"result\":" + result + "}");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", body.startsWith("{") ? "application/json" : "text/html");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        released.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
