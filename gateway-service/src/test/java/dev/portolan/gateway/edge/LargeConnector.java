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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A connector of 2026-07-28 whose answers are as long as asked, made up while they are sent. */
final class LargeConnector implements AutoCloseable {
    /** The length of its resource. */
    static final int RESOURCE = 100 * 1024 * 1024;

    /** The length of the long text in an answer of its tools: more than one connector may answer. */
    static final int LENGTH = 9 * 1024 * 1024;

    /** The length of the text in what is called heavy: four are kept, a fifth has no room. */
    static final int HEAVY = 24 * 1024 * 1024;

    private static final JsonMapper JSON = new JsonMapper();
    private static final byte[] PART = "QUJD".repeat(16 * 1024).getBytes(StandardCharsets.US_ASCII);
    private static final String SCHEMA =
            "\"inputSchema\":{\"type\":\"object\",\"properties\":{\"what\":{\"type\":\"string\"}}}";
    private static final String TOOLS =
            "{\"tools\":[{\"name\":\"do\"," + SCHEMA + "},{\"name\":\"structured\"," + SCHEMA
                    + ",\"outputSchema\":{\"type\":\"object\",\"required\":[\"n\"]}}],"
                    + "\"resultType\":\"complete\",\"ttlMs\":0,\"cacheScope\":\"private\"}";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch released = new CountDownLatch(1);
    private final HttpServer server;

    LargeConnector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/mcp", this::serve);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/mcp";
    }

    private void serve(HttpExchange exchange) throws IOException {
        JsonNode message = JSON.readTree(exchange.getRequestBody());
        String head = "{\"jsonrpc\":\"2.0\",\"id\":" + message.get("id") + ",\"result\":";
        switch (message.path("method").asText()) {
            case "server/discover" ->
                answer(
                        exchange,
                        head + "{\"resultType\":\"complete\",\"supportedVersions\":[\"2026-07-28\"],"
                                + "\"capabilities\":{\"tools\":{}}}}");
            case "tools/list" -> answer(exchange, head + TOOLS + "}");
            case "resources/read" ->
                resource(exchange, head, message.at("/params/uri").asText());
            default -> call(exchange, head, message.path("params"));
        }
    }

    private static void resource(HttpExchange exchange, String head, String uri) throws IOException {
        String begin = head + "{ \"ttlMs\" : 5,\n\"contents\" : [ { \"blob\" : \"";
        String end = "\",\"uri\":\"" + uri + "\"}],\n\"resultType\":\"complete\"}}";
        try (OutputStream out = begun(exchange, "application/json")) {
            write(out, begin);
            fill(out, RESOURCE);
            write(out, end);
        }
    }

    private void call(HttpExchange exchange, String head, JsonNode params) throws IOException {
        String what = params.at("/arguments/what").asText();
        String begin = head + "{\"content\":[{\"type\":\"text\",\"text\":\"";
        String end =
                "\"},{\"type\":\"resource_link\",\"uri\":\"file:///a\",\"name\":\"a\"}],\"resultType\":\"complete\"}}";
        boolean stream = what.startsWith("sse");
        OutputStream out = begun(exchange, stream ? "text/event-stream" : "application/json");
        if (what.equals("sse-progress")) {
            write(
                    out,
                    "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progress\":1,"
                            + "\"progressToken\":" + params.at("/_meta/progressToken") + "}}\n\n");
        }
        write(out, stream ? "event: message\nid: 1\ndata: " + begin : begin);
        switch (what) {
            case "breaks", "sse-breaks" -> {
                fill(out, LENGTH);
                exchange.close();
                return;
            }
            case "malformed" -> {
                fill(out, LENGTH);
                write(out, "\"}]}");
            }
            case "structured" -> {
                write(out, "\"}],\"resultType\":\"complete\",\"structuredContent\":{\"n\":1,\"x\":\"");
                fill(out, 2 * 1024 * 1024);
                write(out, "\"}}}");
            }
            case "link" -> {
                write(out, "\"},{\"type\":\"resource_link\",\"name\":\"a\",\"uri\":\"file:///");
                fill(out, 2 * 1024 * 1024);
                write(out, end);
            }
            case "many" -> {
                write(out, "\"}]");
                for (int i = 0; i < 200_000; i++) {
                    write(out, ",\"x" + i + "\":1");
                }
                write(out, "}}");
            }
            case "error" -> {
                fill(out, 2 * 1024 * 1024);
                write(out, "\"}],\"isError\":true,\"resultType\":\"complete\"}}");
            }
            case "hangs" -> {
                fill(out, LENGTH);
                out.flush();
                await();
            }
            default -> {
                fill(out, what.equals("heavy") ? HEAVY : LENGTH);
                write(out, stream ? end + "\n\n" : end);
            }
        }
        out.close();
        exchange.close();
    }

    private void await() {
        try {
            if (!released.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("never released");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static OutputStream begun(HttpExchange exchange, String type) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    private static void fill(OutputStream out, int length) throws IOException {
        for (int left = length; left > 0; left -= PART.length) {
            out.write(PART, 0, Math.min(left, PART.length));
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
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
