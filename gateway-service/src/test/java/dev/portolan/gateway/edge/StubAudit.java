package dev.portolan.gateway.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portolan.gateway.audit.SealedItems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An audit-service that remembers what it was sent, once each, with what was sealed beside it. */
public final class StubAudit implements AutoCloseable {
    private final Map<String, JsonNode> events = new ConcurrentHashMap<>();
    private final Queue<byte[]> items = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final HttpServer server;

    StubAudit() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/ingest", this::ingest);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** The records of the requests that had this JSON-RPC id, in their order. */
    List<JsonNode> of(String jsonrpcId) {
        return events.values().stream()
                .filter(e -> e.at("/request/jsonrpc_id").asText().equals("\"" + jsonrpcId + "\""))
                .sorted((a, b) ->
                        a.path("event_id").asText().compareTo(b.path("event_id").asText()))
                .toList();
    }

    /** All records. */
    public List<JsonNode> all() {
        return List.copyOf(events.values());
    }

    /** All that it was sent: each record with what is sealed beside it. */
    public List<byte[]> items() {
        return List.copyOf(items);
    }

    /** The records of the requests that came with this {@code User-Agent}, which are forgotten here. */
    public List<JsonNode> take(String userAgent) {
        List<JsonNode> taken = events.values().stream()
                .filter(e -> e.at("/client/user_agent").asText().equals(userAgent))
                .toList();
        taken.forEach(e -> events.remove(e.path("event_id").asText()));
        return taken;
    }

    private void ingest(HttpExchange exchange) throws IOException {
        List<byte[]> batch = SealedItems.of(exchange.getRequestBody().readAllBytes());
        items.addAll(batch);
        for (byte[] item : batch) {
            JsonNode event = SealedItems.opened(item);
            events.put(event.path("event_id").asText(), event);
        }
        byte[] body = ("{\"accepted\":" + batch.size() + ",\"duplicates\":0}").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Kind, outcome and count of each record of requests by that method that came with this {@code User-Agent}. */
    List<String> outcomes(String httpMethod, String userAgent) {
        return all().stream()
                .filter(e -> e.at("/client/user_agent").asText().equals(userAgent))
                .filter(e -> e.at("/request/http_method").asText().equals(httpMethod))
                .map(e -> e.path("kind").asText() + " " + e.at("/outcome/code").asText() + " "
                        + e.at("/outcome/count").asInt())
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
