package dev.portolan.gateway.edge;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** A client of one era that listens for changes of tools and of some resources. */
final class ListeningClient implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI endpoint;
    private final String token;
    private final EventStream stream;
    private String session = "";

    ListeningClient(URI endpoint, String token, boolean modern, List<String> uris)
            throws IOException, InterruptedException {
        this.endpoint = endpoint;
        this.token = token;
        this.stream = modern ? modern(uris) : legacy(uris);
    }

    private EventStream modern(List<String> uris) throws IOException, InterruptedException {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"subscriptions/listen\",\"params\":{\"notifications\":"
                + "{\"toolsListChanged\":true,\"resourceSubscriptions\":" + JSON.writeValueAsString(uris)
                + "},\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":{}}}}";
        HttpRequest request = request()
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", "subscriptions/listen")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return new EventStream(http.send(request, HttpResponse.BodyHandlers.ofInputStream()));
    }

    private EventStream legacy(List<String> uris) throws IOException, InterruptedException {
        HttpResponse<String> opened = post(
                "initialize",
                "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}");
        session = opened.headers().firstValue("Mcp-Session-Id").orElseThrow();
        HttpRequest request = request().header("Mcp-Session-Id", session).GET().build();
        EventStream listening = new EventStream(http.send(request, HttpResponse.BodyHandlers.ofInputStream()));
        for (String uri : uris) {
            HttpResponse<String> answer = post("resources/subscribe", "{\"uri\":\"" + uri + "\"}");
            if (!JSON.readTree(answer.body()).has("result")) {
                throw new IllegalStateException(answer.body());
            }
        }
        return listening;
    }

    private HttpResponse<String> post(String method, String params) throws IOException, InterruptedException {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
        HttpRequest.Builder request = request().POST(HttpRequest.BodyPublishers.ofString(body));
        if (!session.isEmpty()) {
            request.header("Mcp-Session-Id", session);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("Authorization", "Bearer " + token);
    }

    /** What it was told, each as the method and the URI it names. */
    List<String> told() {
        return stream.frames().stream()
                .map(frame -> (frame.path("method").asText() + " "
                                + frame.at("/params/uri").asText())
                        .strip())
                .toList();
    }

    /** Whether the gateway ended its stream in good order. */
    boolean hasEnded() {
        return stream.hasEnded();
    }

    /** The last message it got. */
    String last() {
        return stream.frames().stream()
                .reduce((first, second) -> second)
                .map(Object::toString)
                .orElse("");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        stream.close();
        if (!session.isEmpty()) {
            HttpRequest leave =
                    request().header("Mcp-Session-Id", session).DELETE().build();
            http.send(leave, HttpResponse.BodyHandlers.discarding());
        }
    }
}
