package dev.portolan.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A connector with one tool, which writes down the mark it was called with: the record of effects. */
final class LedgerConnector implements AutoCloseable {
    private static final String DISCOVERED = """
            {"resultType":"complete","supportedVersions":["2026-07-28"],"capabilities":{"tools":{}},"ttlMs":0,
             "cacheScope":"private","_meta":{"io.modelcontextprotocol/serverInfo":{"name":"ledger","version":"1"}}}""";
    private static final String TOOLS = """
            {"resultType":"complete","ttlMs":0,"cacheScope":"private","tools":[{"name":"mark","title":"Mark",
             "description":"Writes a mark into the ledger.","inputSchema":{"type":"object",
             "properties":{"mark":{"type":"string"}},"required":["mark"]}}]}""";
    private static final String MARKED =
            "{\"resultType\":\"complete\",\"content\":[{\"type\":\"text\",\"text\":\"marked\"}]}";

    private final Set<String> marks = ConcurrentHashMap.newKeySet();
    private final Set<String> credentials = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newFixedThreadPool(16);
    private final HttpServer server;

    LedgerConnector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/mcp", this::answer);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/mcp";
    }

    /** The marks that reached this connector. */
    Set<String> marks() {
        return marks;
    }

    /** Authorization headers that reached this connector. */
    Set<String> credentials() {
        return credentials;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String credential = exchange.getRequestHeaders().getFirst("Authorization");
        if (credential != null) {
            credentials.add(credential);
        }
        JsonNode message = ModernClient.JSON.readTree(exchange.getRequestBody());
        String result =
                switch (message.path("method").asText()) {
                    case "server/discover" -> DISCOVERED;
                    case "tools/list" -> TOOLS;
                    default -> {
                        marks.add(message.at("/params/arguments/mark").asText());
                        yield MARKED;
                    }
                };
        byte[] body = ("{\"jsonrpc\":\"2.0\",\"id\":" + message.get("id") + ",\"result\":" + result + "}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
