package dev.portolan.mcp.server;

import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpHeader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** One request of revision 2026-07-28, correct unless a test wants it otherwise. */
record ModernCall(URI endpoint, String progressToken, String accept, String contentType) {
    ModernCall(URI endpoint) {
        this(endpoint, "", "application/json, text/event-stream", "application/json");
    }

    record Answer(int status, String contentType, List<JsonSlice> messages) {
        JsonSlice result() {
            return messages.get(messages.size() - 1).member("result");
        }

        JsonSlice error() {
            return messages.get(messages.size() - 1).member("error");
        }
    }

    ModernCall withProgress(String token) {
        return new ModernCall(endpoint, token, accept, contentType);
    }

    ModernCall accepting(String type) {
        return new ModernCall(endpoint, progressToken, type, contentType);
    }

    ModernCall sending(String type) {
        return new ModernCall(endpoint, progressToken, accept, type);
    }

    Answer tool(String name, String arguments) throws IOException, InterruptedException {
        return ask("tools/call", "\"name\":\"" + name + "\",\"arguments\":" + arguments);
    }

    Answer read(String uri) throws IOException, InterruptedException {
        return ask("resources/read", "\"uri\":\"" + uri + "\"");
    }

    Answer ask(String method, String params) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", contentType)
                .header("Accept", accept)
                .header(McpHeader.PROTOCOL_VERSION, "2026-07-28")
                .header(McpHeader.METHOD, method)
                .POST(HttpRequest.BodyPublishers.ofString(body(method, params)));
        String[] first = params.split("\"", 5);
        if (first.length == 5 && (first[1].equals("name") || first[1].equals("uri"))) {
            request.header(McpHeader.NAME, McpHeader.encode(first[3]));
        }
        HttpResponse<String> response = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request.build(), HttpResponse.BodyHandlers.ofString());
        String type = response.headers().firstValue("Content-Type").orElse("");
        return new Answer(response.statusCode(), type, messages(type, response.body()));
    }

    String body(String method, String params) {
        String progress = progressToken.isEmpty() ? "" : ",\"progressToken\":" + progressToken;
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":{" + params + ",\"_meta\":{"
                + "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":{}" + progress + "}}}";
    }

    private static List<JsonSlice> messages(String type, String body) {
        if (!type.equals("text/event-stream")) {
            return List.of(McpServerComponentTest.parse(body));
        }
        return body.lines()
                .filter(line -> line.startsWith("data:"))
                .map(line -> McpServerComponentTest.parse(
                        line.substring("data:".length()).trim()))
                .toList();
    }
}
