package dev.portolan.gateway.edge;

import dev.portolan.gateway.edge.Door.Told;
import dev.portolan.gateway.edge.Door.Way;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A way to be turned away.
 *
 * @param name what is wrong
 * @param doors where it can be wrong
 * @param request sends it and says what came back
 */
record Rejection(String name, Set<Door> doors, Request request) {
    private static final Set<Door> ALL = EnumSet.allOf(Door.class);
    private static final Set<Door> BODIES = EnumSet.of(Door.HTTP);
    private static final Set<Door> MODERN = EnumSet.of(Door.HTTP, Door.SOCKET);
    private static final Set<Door> SOCKET = EnumSet.of(Door.SOCKET);
    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

    /** Sends something and says what came back. */
    interface Request {
        Told at(Door door, Way way) throws Exception;
    }

    /** Tokens that do not let in, and one that lets in but shows nothing. */
    record Tokens(String expired, String elsewhere, String strange) {}

    static List<Rejection> all(Tokens tokens) {
        List<Rejection> all = new ArrayList<>();
        whoDoesNotComeIn(all, tokens);
        whatCannotBeRead(all);
        whatLeadsNowhere(all);
        bodies(all);
        sockets(all);
        messages(all);
        requests(all, tokens);
        connectors(all);
        disconnects(all);
        return all;
    }

    private static void whoDoesNotComeIn(List<Rejection> all, Tokens tokens) {
        head(all, "no token", head -> head.without("Authorization"));
        head(all, "a token that is none", head -> head.bearing("nonsense"));
        head(all, "another scheme", head -> head.set("Authorization", "Basic YWxpY2U6YWxpY2U="));
        head(all, "two tokens", head -> head.add("Authorization", "Bearer second"));
        head(all, "a token that has expired", head -> head.bearing(tokens.expired()));
        head(all, "a token for another endpoint", head -> head.bearing(tokens.elsewhere()));
        head(all, "a token nobody signed", head -> head.bearing(tokens.expired().replaceAll("[^.]*$", "AAAA")));
        head(all, "a token that is too long", head -> head.bearing("x".repeat(5_000)));
        head(all, "a foreign web page", head -> head.add("Origin", "https://evil.example"));
        head(all, "two origins", head -> head.add("Origin", "http://localhost:7400")
                .add("Origin", "http://localhost:7400"));
        head(all, "a foreign host name", head -> head.set("Host", "evil.example"));
        head(all, "two host names", head -> head.add("Host", "evil.example"));
    }

    private static void whatCannotBeRead(List<Rejection> all) {
        head(all, "a request line that is none", head -> head.line("?"));
        head(all, "a header name that is none", head -> head.add("Two words", "x"));
        head(all, "a header without colon", head -> head.set("X", "").add("y\r\nnothing", ""));
        head(all, "two lengths", head -> head.add("Content-Length", "5").add("Content-Length", "6"));
        head(all, "a length that is none", head -> head.set("Content-Length", "-1"));
        head(all, "headers that are too long", head -> head.add("X", "x".repeat(40_000)));
        head(all, "a URL that is too long", head -> head.path("/mcp", "/mcp?" + "x".repeat(8_000)));
        all.add(new Rejection(
                "a head that breaks off",
                ALL,
                (door, way) -> new Told(door.head(way).body("").leave(), 0)));
        only(all, "the preface of HTTP/2", head -> head.line("PRI * HTTP/2.0").body("SM\r\n\r\n"));
    }

    private static void whatLeadsNowhere(List<Rejection> all) {
        head(all, "a method that is not there", head -> head.method("PATCH"));
        head(all, "an endpoint that is not there", head -> head.path("/mcp", "/mcp/c/none"));
        head(all, "an endpoint misspelt", head -> head.path("/mcp", "/mcp/c/New"));
        head(all, "an endpoint with a slash too many", head -> head.path("/mcp", "//mcp"));
        head(all, "an endpoint by way of another", head -> head.path("/mcp", "/mcp/c/%2e%2e/c/new"));
        only(all, "an endpoint and a slash", head -> head.path("/mcp", "/mcp/"));
        only(all, "a path outside all endpoints", head -> head.path("/mcp", "/elsewhere"));
        only(all, "no path at all", head -> head.line("OPTIONS * HTTP/1.1"));
        only(all, "a document that is not there", head -> head.method("GET")
                .path("/mcp", "/.well-known/oauth-protected-resource/mcp/x/y"));
        only(all, "a document is not written to", head -> head.path("/mcp", "/.well-known/oauth-protected-resource"));
        only(all, "a panic outside all endpoints", head -> head.path("/mcp", PanicRoute.PATH));
        some(
                all,
                "nothing but streams, and none wanted",
                EnumSet.of(Door.STREAM, Door.HTTP_SSE),
                head -> head.set("Accept", "text/html"));
        some(
                all,
                "a session that is not there",
                EnumSet.of(Door.STREAM),
                head -> head.set("Mcp-Session-Id", "made-up"));
        some(all, "no session", EnumSet.of(Door.STREAM), head -> head.without("Mcp-Session-Id"));
        some(all, "no session to end", EnumSet.of(Door.STREAM), head -> head.method("DELETE")
                .without("Mcp-Session-Id"));
        some(all, "a message for no stream", EnumSet.of(Door.HTTP_SSE), head -> head.method("POST")
                .add("Content-Length", "2")
                .body("{}"));
        some(all, "a message for a stream that is not there", EnumSet.of(Door.HTTP_SSE), head -> head.method("POST")
                .path("/sse", "/sse?stream=none")
                .add("Content-Length", "2")
                .body("{}"));
        some(all, "no handshake", SOCKET, head -> head.without("Upgrade"));
        some(all, "a handshake of another version", SOCKET, head -> head.set("Sec-WebSocket-Version", "7"));
        some(all, "a handshake without key", SOCKET, head -> head.without("Sec-WebSocket-Key"));
    }

    private static void bodies(List<Rejection> all) {
        some(all, "a body that is not JSON by type", BODIES, head -> head.set("Content-Type", "text/plain"));
        some(all, "a body that is too long", BODIES, head -> head.set("Content-Length", "30000")
                .body("x".repeat(30_000)));
        some(all, "a body that does not come", BODIES, head -> head.set("Content-Length", "100"));
        all.add(new Rejection(
                "a body that breaks off",
                BODIES,
                (door, way) ->
                        new Told(door.head(way).set("Content-Length", "100").leave(), 0)));
        some(all, "a coding nobody knows", BODIES, head -> head.without("Content-Length")
                .add("Transfer-Encoding", "gzip, chunked")
                .body("0\r\n\r\n"));
        some(all, "a chunk that is none", BODIES, head -> head.without("Content-Length")
                .add("Transfer-Encoding", "chunked")
                .body("zz\r\n{}\r\n0\r\n\r\n"));
        String list = message(Door.HTTP, "tools/list", "");
        String call = message(Door.HTTP, "tools/call", tool("new_do", "\"work\""));
        post(all, "a version that is not said", list, request -> {});
        post(all, "a version header that lies", list, request -> Door.mirrored(request, list)
                .setHeader("MCP-Protocol-Version", "2025-11-25"));
        post(all, "a method header that lies", list, request -> Door.mirrored(request, list)
                .setHeader("Mcp-Method", "tools/call"));
        post(all, "a name header that lies", call, request -> Door.mirrored(request, call)
                .setHeader("Mcp-Name", "old_do"));
        post(
                all,
                "no _meta",
                SseClient.request("asked", "tools/list", ""),
                request -> request.header("MCP-Protocol-Version", "2026-07-28"));
        post(all, "no session for the older era", SseClient.request("asked", "tools/list", ""), request -> {});
        String initialized = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";
        post(all, "no session for a notification", initialized, request -> {});
    }

    private static void sockets(List<Rejection> all) {
        all.add(new Rejection(
                "bytes that are no text",
                SOCKET,
                (door, way) -> closed(way, client -> client.socket()
                        .sendBinary(ByteBuffer.wrap(new byte[] {1}), true)
                        .join())));
        all.add(new Rejection(
                "a message that is too long",
                SOCKET,
                (door, way) -> closed(way, client -> {
                    client.sendPart("x".repeat(15_000));
                    client.sendPart("x".repeat(15_000));
                })));
        all.add(new Rejection("a frame that is too long", SOCKET, (door, way) -> {
            try (RawSocket client = RawSocket.open(way.gateway().resolve("/mcp/ws"), way.token())) {
                client.upgraded().send("x".repeat(30_000));
                client.untilItsEnd();
                return new Told(0, 0);
            }
        }));
    }

    private static Told closed(Way way, Consumer<SocketClient> conduct) {
        try (SocketClient client = Door.socket(way)) {
            conduct.accept(client);
            client.closed();
            return new Told(0, 0);
        }
    }

    private static void messages(List<Rejection> all) {
        text(all, "no JSON", "{");
        text(all, "nothing", " ");
        text(all, "no object", "\"text\"");
        text(all, "an empty batch", "[]");
        text(all, "a batch", "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]");
        text(all, "nesting that is too deep", "[".repeat(100) + "]".repeat(100));
        text(all, "the same key twice", "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"ping\"}");
        text(all, "another JSON-RPC", "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}");
        text(all, "no method", "{\"jsonrpc\":\"2.0\",\"id\":1}");
        text(all, "an id that is none", "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}");
        text(all, "a method that is none", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}");
        text(all, "parameters that are none", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":7}");
    }

    private static void requests(List<Rejection> all, Tokens tokens) {
        request(all, ALL, "an unknown method", "tools/dance", "");
        request(all, MODERN, "a method of the older era", "ping", "");
        request(all, ALL, "a cursor that is none", "tools/list", "\"cursor\":\"made-up\"");
        request(all, ALL, "an unknown tool", "tools/call", "\"name\":\"nobody_does\",\"arguments\":{}");
        request(all, ALL, "no tool named", "tools/call", "");
        request(all, ALL, "arguments that break the schema", "tools/call", tool("new_do", "7"));
        request(all, ALL, "an unknown resource", "resources/read", "\"uri\":\"nowhere:/\"");
        request(all, ALL, "an unknown prompt", "prompts/get", "\"name\":\"nobody_says\"");
        request(all, ALL, "an unknown task", "tasks/get", "\"taskId\":\"made-up\"");
        request(all, MODERN, "to listen for nothing", "subscriptions/listen", "");
        all.add(new Rejection("a tool that policy hides", ALL, (door, way) -> {
            Way strange = new Way(
                    way.gateway(), tokens.strange(), strangeSession(door, way, tokens), way.ready(), way.admitted());
            return door.message(strange, message(door, "tools/call", tool("new_do", "\"work\"")));
        }));
        all.add(new Rejection(
                "an unknown revision",
                MODERN,
                (door, way) -> door.message(way, message(door, "tools/list", "").replace("2026-07-28", "2031-01-01"))));
    }

    private static String strangeSession(Door door, Way way, Tokens tokens) throws Exception {
        String session = door == Door.STREAM ? Door.session(way.gateway(), tokens.strange()) : "";
        way.ready().run();
        return session;
    }

    private static void connectors(List<Rejection> all) {
        for (String what : List.of("fail", "html", "error", "other-id", "huge", "hang")) {
            request(all, ALL, "a connector's \"" + what + "\"", "tools/call", tool("new_do", "\"" + what + "\""));
        }
        request(all, ALL, "what the client cannot give", "tools/call", tool("new_do", "\"need-roots\""));
    }

    private static void disconnects(List<Rejection> all) {
        String hang = tool("new_do", "\"hang\"");
        all.add(new Rejection("a client that goes away", EnumSet.of(Door.HTTP), (door, way) -> {
            String text = message(door, "tools/call", hang);
            door.head(way)
                    .set("Content-Length", String.valueOf(text.length()))
                    .add("MCP-Protocol-Version", "2026-07-28")
                    .add("Mcp-Method", "tools/call")
                    .add("Mcp-Name", "new_do")
                    .body(text)
                    .leaveAfter(way.admitted());
            return new Told(0, 0);
        }));
        all.add(new Rejection("a client that closes its socket", SOCKET, (door, way) -> {
            try (SocketClient client = Door.socket(way)) {
                client.send(message(door, "tools/call", hang));
                way.admitted().run();
                return new Told(0, 0);
            }
        }));
    }

    private static void head(List<Rejection> all, String name, UnaryOperator<RejectedHead> spoil) {
        some(all, name, ALL, spoil);
    }

    private static void only(List<Rejection> all, String name, UnaryOperator<RejectedHead> spoil) {
        some(all, name, EnumSet.of(Door.HTTP), spoil);
    }

    private static void some(List<Rejection> all, String name, Set<Door> doors, UnaryOperator<RejectedHead> spoil) {
        all.add(new Rejection(
                name, doors, (door, way) -> new Told(spoil.apply(door.head(way)).send(), 0)));
    }

    private static void post(List<Rejection> all, String name, String text, Consumer<HttpRequest.Builder> spoil) {
        all.add(new Rejection(name, BODIES, (door, way) -> {
            HttpRequest.Builder request = Door.post(way, text);
            spoil.accept(request);
            return Door.send(request);
        }));
    }

    private static void text(List<Rejection> all, String name, String text) {
        all.add(new Rejection(name, ALL, (door, way) -> door.message(way, text)));
    }

    private static void request(List<Rejection> all, Set<Door> doors, String name, String method, String params) {
        all.add(new Rejection(name, doors, (door, way) -> door.message(way, message(door, method, params))));
    }

    private static String tool(String name, String what) {
        return "\"name\":\"" + name + "\",\"arguments\":{\"what\":" + what + "}";
    }

    private static String message(Door door, String method, String params) {
        String more = door.isModern() ? params + (params.isEmpty() ? "" : ",") + META : params;
        return SseClient.request("asked", method, more);
    }
}
