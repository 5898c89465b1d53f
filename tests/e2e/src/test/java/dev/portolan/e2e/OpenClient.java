package dev.portolan.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A client that listens until the gateway ends that. */
final class OpenClient {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String LISTEN =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"subscriptions/listen\",\"params\":{\"notifications\":"
                    + "{\"toolsListChanged\":true},\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":"
                    + "\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{}}}}";

    private final CompletableFuture<String> end;

    private OpenClient(CompletableFuture<String> end) {
        this.end = end;
    }

    /** Its end is the code that the socket is closed with. */
    static OpenClient overWebSocket(Suite suite) {
        CompletableFuture<String> end = new CompletableFuture<>();
        WebSocket.Listener listener = new WebSocket.Listener() {
            @Override
            public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
                end.complete(Integer.toString(code));
                return null;
            }

            @Override
            public void onError(WebSocket socket, Throwable error) {
                end.completeExceptionally(error);
            }
        };
        HTTP.newWebSocketBuilder()
                .header("Authorization", "Bearer " + suite.token("alice"))
                .buildAsync(URI.create(suite.gateway().replace("http:", "ws:") + "/mcp/ws"), listener)
                .join()
                .sendText(LISTEN, true)
                .join();
        return new OpenClient(end);
    }

    /** Its end is the whole stream, if that ended in good order. */
    static OpenClient overHttp(Suite suite) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(suite.gateway() + "/mcp"))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("Authorization", "Bearer " + suite.token("alice"))
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", "subscriptions/listen")
                .POST(HttpRequest.BodyPublishers.ofString(LISTEN))
                .build();
        HttpResponse<InputStream> response = HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
                .join();
        return new OpenClient(CompletableFuture.supplyAsync(() -> {
            try {
                return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }));
    }

    /** How it ended. */
    String end() {
        return end.orTimeout(30, TimeUnit.SECONDS).join();
    }
}
