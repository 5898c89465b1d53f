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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A connector that has the HTTP+SSE transport of 2024-11-05 and nothing else, as there were many. */
final class OldSseConnector implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String SAMPLE =
            "{\"messages\":[{\"role\":\"user\",\"content\":{\"type\":\"text\",\"text\":" + "\"?\"}}],\"maxTokens\":9}";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger opened = new AtomicInteger();
    private final Map<String, OutputStream> streams = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<JsonNode> posted = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> offered = new ConcurrentLinkedQueue<>();
    private final Map<String, JsonNode> asking = new ConcurrentHashMap<>();
    private final HttpServer server;
    private volatile String endpoint = "/messages";
    private volatile String tools = "do";
    private volatile int status = 202;
    private volatile boolean mute;

    OldSseConnector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/sse", this::stream);
        server.createContext("/messages", this::message);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/sse";
    }

    /** Names that place for messages from now on. */
    void postingTo(String place) {
        endpoint = place;
    }

    /** Answers posted messages with that status, and if it is no success does nothing else. */
    void answering(int httpStatus) {
        status = httpStatus;
    }

    /** Takes all messages and says nothing any more. */
    void mute(boolean isMute) {
        mute = isMute;
    }

    /** All messages that reached it. */
    List<JsonNode> posted() {
        return List.copyOf(posted);
    }

    /** The revisions that it was offered. */
    List<String> offered() {
        return List.copyOf(offered);
    }

    /** How many streams were opened. */
    int opened() {
        return opened.get();
    }

    /** Ends all streams in the middle. */
    void cutStreams() {
        streams.forEach((session, out) -> {
            streams.remove(session);
            try {
                out.close();
            } catch (IOException gone) {
                // so it is cut
            }
        });
    }

    /** Has a tool of another name from now on, and says so. */
    void rename(String tool) throws IOException {
        tools = tool;
        for (OutputStream out : streams.values()) {
            say(out, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}");
        }
    }

    private void stream(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("GET")) {
            empty(exchange, 405);
            return;
        }
        String session = "s" + opened.incrementAndGet();
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        streams.put(session, out);
        write(out, "event: endpoint\ndata: " + endpoint + "?session=" + session + "\n\n");
    }

    private static void empty(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private void message(HttpExchange exchange) throws IOException {
        String session = exchange.getRequestURI().getQuery().replace("session=", "");
        OutputStream out = streams.get(session);
        JsonNode message = JSON.readTree(exchange.getRequestBody());
        posted.add(message);
        int now = out == null ? 404 : status;
        empty(exchange, now);
        if (now / 100 != 2 || mute) {
            return;
        }
        if (!message.has("method")) {
            JsonNode call = asking.remove(message.path("id").asText());
            if (call != null) {
                result(out, call, text(message.at("/result/content/text").asText("refused")));
            }
        } else if (message.has("id")) {
            request(out, message);
        }
    }

    private void request(OutputStream out, JsonNode message) throws IOException {
        switch (message.path("method").asText()) {
            case "initialize" -> {
                offered.add(message.at("/params/protocolVersion").asText());
                result(
                        out,
                        message,
                        "{\"protocolVersion\":\"2024-11-05\",\"capabilities\":{\"tools\":{\"listChanged\":true}},"
                                + "\"serverInfo\":{\"name\":\"oldest\",\"version\":\"1\"}}");
            }
            case "tools/list" ->
                result(
                        out,
                        message,
                        "{\"tools\":[{\"name\":\"" + tools + "\",\"description\":\"Does\",\"inputSchema\":"
                                + "{\"type\":\"object\"}}]}");
            case "tools/call" -> call(out, message);
            default ->
                say(
                        out,
                        "{\"jsonrpc\":\"2.0\",\"id\":" + message.get("id")
                                + ",\"error\":{\"code\":-32601,\"message\":\"no\"}}");
        }
    }

    private void call(OutputStream out, JsonNode message) throws IOException {
        switch (message.at("/params/arguments/what").asText()) {
            case "hang" -> {}
            case "ask" -> {
                String question = "q" + message.get("id").asText();
                asking.put(question, message);
                say(
                        out,
                        "{\"jsonrpc\":\"2.0\",\"id\":\"" + question
                                + "\",\"method\":\"sampling/createMessage\",\"params\":" + SAMPLE + "}");
            }
            case "progress" -> {
                say(
                        out,
                        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":"
                                + message.at("/params/_meta/progressToken") + ",\"progress\":1}}");
                result(out, message, text("done"));
            }
            default -> result(out, message, text("done"));
        }
    }

    private static String text(String text) {
        return "{\"content\":[{\"type\":\"text\",\"text\":\"" + text + "\"}]}";
    }

    private static void result(OutputStream out, JsonNode message, String result) throws IOException {
        say(out, "{\"jsonrpc\":\"2.0\",\"id\":" + message.get("id") + ",\"result\":" + result + "}");
    }

    private static void say(OutputStream out, String json) throws IOException {
        write(out, "event: message\ndata: " + json + "\n\n");
    }

    private static void write(OutputStream out, String event) throws IOException {
        synchronized (out) {
            out.write(event.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
