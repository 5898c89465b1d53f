package dev.portolan.gateway.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portolan.mcp.Revision;
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
import java.util.function.Function;

/** A connector of one revision whose one tool does as its argument says, and which remembers what reached it. */
public class StubConnector implements AutoCloseable {
    /** Occurs in everything it says that must not reach a caller. */
    public static final String FOREIGN = "foreign-text-91c2";

    /** Its id of the task that "task" makes. */
    static final String TASK = "task-1";

    static final JsonMapper JSON = new JsonMapper();
    private static final String TOOLS =
            "{\"tools\":[{\"name\":\"do\",\"title\":\"Do\",\"description\":\"DESCRIPTION\",\"inputSchema\":{\"type\":\"object\","
                    + "\"properties\":{\"what\":{\"type\":\"string\"}},\"required\":[\"what\"]}}]";

    /** A tool that has to be called as a task. */
    static final String SLOW = "{\"name\":\"slow\",\"description\":\"Takes its time\",\"inputSchema\":{\"type\":"
            + "\"object\"},\"execution\":{\"taskSupport\":\"required\"}}";

    private static final String EXTENSIONS = "\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}";
    private static final String TASK_MEMBERS = "\"taskId\":\"" + TASK + "\",\"createdAt\":\"2026-11-21T10:00:00Z\","
            + "\"lastUpdatedAt\":\"2026-11-21T10:00:00Z\",\"ttlMs\":null,\"pollIntervalMs\":10,";

    private static final String SESSIONS_TASK = "\"taskId\":\"" + TASK + "\",\"createdAt\":\"2026-11-21T10:00:00Z\","
            + "\"lastUpdatedAt\":\"2026-11-21T10:00:00Z\",\"ttl\":60000,\"pollInterval\":10,";
    private static final String RELATED = "\"io.modelcontextprotocol/related-task\":{\"taskId\":\"" + TASK + "\"}";

    private static final String CAPABILITIES = "{\"tools\":{\"listChanged\":true},\"resources\":{\"subscribe\":true}}";

    private volatile Revision revision;
    private volatile String task = "\"status\":\"working\"";
    private volatile String description = "Does";
    private volatile boolean slow;
    private volatile String taskSession = "";
    private final ConcurrentLinkedQueue<JsonNode> calls = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Map<String, List<String>>> headers = new ConcurrentLinkedQueue<>();
    private final Map<String, JsonNode> sessions = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> offers = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<JsonNode> notifications = new ConcurrentLinkedQueue<>();
    private final Set<String> subscribed = ConcurrentHashMap.newKeySet();
    private final Set<String> watched = ConcurrentHashMap.newKeySet();
    private final Set<OutputStream> streams = ConcurrentHashMap.newKeySet();
    private final Map<String, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private volatile CountDownLatch held = new CountDownLatch(0);
    private final CountDownLatch released = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile boolean withdrawn;
    private volatile boolean unlisted;
    private final int port;

    StubConnector(boolean modern) {
        this(modern ? Revision.V2026_07_28 : Revision.V2025_11_25);
    }

    StubConnector(Revision revision) {
        this.revision = revision;
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

    /** The notifications that reached it. */
    ConcurrentLinkedQueue<JsonNode> notifications() {
        return notifications;
    }

    /** The revisions that it was offered in {@code initialize}. */
    ConcurrentLinkedQueue<String> offers() {
        return offers;
    }

    Revision revision() {
        return revision;
    }

    /** Speaks another revision from now on, as a server does that was replaced. */
    void become(Revision another) {
        revision = another;
        sessions.clear();
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
        String all = TOOLS.replace("DESCRIPTION", description);
        return withdrawn ? "{\"tools\":[]" : slow ? all.replaceFirst("]$", "," + SLOW + "]") : all;
    }

    /** Offers a tool too that in its revision has to be called as a task. */
    void offerSlow() {
        if (!slow) {
            slow = true;
            say("notifications/tools/list_changed", "{}");
        }
    }

    /** Forgets all sessions, as a server does that was restarted. */
    void forgetSessions() {
        sessions.clear();
    }

    private void serve(HttpExchange exchange) throws IOException {
        headers.add(Map.copyOf(exchange.getRequestHeaders()));
        if (exchange.getRequestMethod().equals("GET")) {
            boolean known = sessions.containsKey(
                    String.valueOf(exchange.getRequestHeaders().getFirst("Mcp-Session-Id")));
            if (revision.isModern() || !known) {
                answer(exchange, revision.isModern() ? 405 : 404, FOREIGN);
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
            notifications.add(message);
            answer(exchange, 202, "");
        } else if (revision.isModern()) {
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
                        "{\"supportedVersions\":[\"2026-07-28\"],\"capabilities\":" + capabilities()
                                + ",\"ttlMs\":0,\"cacheScope\":\"private\"}");
            case "subscriptions/listen" -> {
                subscribed.clear();
                message.at("/params/notifications/resourceSubscriptions").forEach(uri -> subscribed.add(uri.asText()));
                watched.clear();
                if (clientOf(exchange, message).path("extensions").has("io.modelcontextprotocol/tasks")) {
                    message.at("/params/notifications/taskIds").forEach(id -> watched.add(id.asText()));
                }
                stand(
                        exchange,
                        "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/subscriptions/acknowledged\","
                                + "\"params\":{\"notifications\":" + message.at("/params/notifications") + "}}\n\n");
            }
            default -> request(exchange, message, method);
        }
    }

    private String resources(String method) {
        return method.equals("resources/list") && !unlisted
                ? "{\"resources\":[{\"uri\":\"file:///watched\",\"name\":\"watched\"}]"
                : method.equals("resources/list") ? "{\"resources\":[]" : "{\"resourceTemplates\":[]";
    }

    private void legacy(HttpExchange exchange, JsonNode message, String method) throws IOException {
        String session = String.valueOf(exchange.getRequestHeaders().getFirst("Mcp-Session-Id"));
        if (method.equals("initialize")) {
            initialize(exchange, message);
        } else if (!sessions.containsKey(session)) {
            answer(exchange, method.equals("server/discover") ? 400 : 404, FOREIGN);
        } else if (!versionHeader().equals(exchange.getRequestHeaders().getFirst("MCP-Protocol-Version") + "")) {
            answer(exchange, 500, FOREIGN);
        } else {
            request(exchange, message, method);
        }
    }

    /** What each request of a session says, in the revisions that have the header. */
    private String versionHeader() {
        return revision == Revision.V2025_03_26 ? "null" : revision.wire();
    }

    /** The oldest has no words for a revision it does not know; the others name their own. */
    private void initialize(HttpExchange exchange, JsonNode message) throws IOException {
        String offered = message.at("/params/protocolVersion").asText();
        offers.add(offered);
        if (revision == Revision.V2025_03_26 && !offered.equals(revision.wire())) {
            error(exchange, message, 200, -32602, "{}");
            return;
        }
        String session = "s" + sessions.size() + "-" + System.nanoTime();
        sessions.put(session, message.at("/params/capabilities"));
        exchange.getResponseHeaders().set("Mcp-Session-Id", session);
        result(
                exchange,
                message,
                "{\"protocolVersion\":\"" + revision + "\",\"capabilities\":" + capabilities()
                        + ",\"serverInfo\":{\"name\":\"old\",\"version\":\"1\"}}");
    }

    private String lastOfList() {
        return revision.isModern() ? ",\"ttlMs\":0,\"cacheScope\":\"private\"}" : "}";
    }

    /** What it says it can do. */
    String capabilities() {
        return revision.isModern() ? CAPABILITIES.replaceFirst("\\{", "{" + EXTENSIONS + ",") : CAPABILITIES;
    }

    /** What has become of its task, as members of it. */
    void task(String members) {
        task = members;
    }

    /** The tasks it was asked to say the changes of. */
    Set<String> watched() {
        return watched;
    }

    /** Says that its task changed, and more than anybody needs to know. */
    void taskChanged() {
        say(
                "notifications/tasks",
                "{" + TASK_MEMBERS + "\"status\":\"working\",\"statusMessage\":\"" + FOREIGN + "\"}");
    }

    /** With which result its task completed. */
    String completed() {
        return "\"status\":\"completed\",\"result\":" + done();
    }

    private void task(HttpExchange exchange, JsonNode message, String method) throws IOException {
        calls.add(message);
        if (!revision.isModern()) {
            sessionsTask(exchange, message, method);
        } else if (!message.at("/params/taskId").asText().equals(TASK)) {
            error(exchange, message, 200, -32602, "{}");
        } else if (method.equals("tasks/get")) {
            result(exchange, message, "{\"resultType\":\"complete\"," + TASK_MEMBERS + task + "}");
        } else {
            JsonNode given = message.at("/params/inputResponses/who");
            task = given.isMissingNode() ? task : "\"status\":\"completed\",\"result\":" + said(given);
            result(exchange, message, "{}");
        }
    }

    /** A task of 2025-11-25, known in its session only; what it asks it asks on the stream of its result. */
    private void sessionsTask(HttpExchange exchange, JsonNode message, String method) throws IOException {
        boolean known = message.at("/params/taskId").asText().equals(TASK)
                && taskSession.equals(exchange.getRequestHeaders().getFirst("Mcp-Session-Id"));
        if (!known) {
            error(exchange, message, 200, -32602, "{}");
        } else if (!method.equals("tasks/result")) {
            result(exchange, message, "{" + SESSIONS_TASK + statusOf(task) + "}");
        } else if (task.contains("input_required")) {
            String form = "{\"message\":\"Who?\",\"requestedSchema\":{\"type\":\"object\",\"properties\":{\"name\":"
                    + "{\"type\":\"string\"}}},\"_meta\":{" + RELATED + "}}";
            ask(exchange, message, "elicitation/create", form, given -> {
                String result = said(given);
                task = "\"status\":\"completed\",\"result\":" + result;
                return result;
            });
        } else if (task.contains("\"error\"")) {
            error(exchange, message, 200, -32603, "{}");
        } else {
            String result = task.substring(task.indexOf("\"result\":") + 9);
            result(exchange, message, "{\"_meta\":{" + RELATED + "}," + result.substring(1));
        }
    }

    private static String statusOf(String task) {
        return task.split(",", 2)[0];
    }

    private void becomeTask(HttpExchange exchange, JsonNode message) throws IOException {
        if (!revision.isModern()) {
            if (message.at("/params/task").isObject()) {
                taskSession = exchange.getRequestHeaders().getFirst("Mcp-Session-Id");
                result(exchange, message, "{\"task\":{" + SESSIONS_TASK + "\"status\":\"working\"}}");
            } else {
                error(exchange, message, 200, -32601, "{}");
            }
        } else if (clientOf(exchange, message).path("extensions").has("io.modelcontextprotocol/tasks")) {
            result(exchange, message, "{\"resultType\":\"task\"," + TASK_MEMBERS + "\"status\":\"working\"}");
        } else {
            error(exchange, message, 400, -32021, "{\"requiredCapabilities\":{" + EXTENSIONS + "}}");
        }
    }

    /** What the client of this request can do. */
    JsonNode clientOf(HttpExchange exchange, JsonNode message) {
        return revision.isModern()
                ? message.at("/params/_meta/io.modelcontextprotocol~1clientCapabilities")
                : sessions.get(exchange.getRequestHeaders().getFirst("Mcp-Session-Id"));
    }

    /** Serves a request that keeps the rules of its revision. */
    void request(HttpExchange exchange, JsonNode message, String method) throws IOException {
        if (method.equals("tools/list")) {
            result(exchange, message, tools() + lastOfList());
        } else if (method.equals("resources/list") || method.equals("resources/templates/list")) {
            result(exchange, message, resources(method) + lastOfList());
        } else if (method.equals("resources/subscribe")) {
            subscribed.add(message.at("/params/uri").asText());
            result(exchange, message, "{}");
        } else if (method.equals("resources/unsubscribe")) {
            subscribed.remove(message.at("/params/uri").asText());
            result(exchange, message, "{}");
        } else if (method.startsWith("tasks/")) {
            task(exchange, message, method);
        } else if (message.at("/params/name").asText().equals("slow")) {
            calls.add(message);
            becomeTask(exchange, message);
        } else {
            call(exchange, message);
        }
    }

    final void call(HttpExchange exchange, JsonNode message) throws IOException {
        calls.add(message);
        switch (message.at("/params/arguments/what").asText()) {
            case "progress" -> progress(exchange, message);
            case "ask" -> ask(exchange, message);
            case "task" -> becomeTask(exchange, message);
            case "hang" -> hang(exchange);
            case "hold" -> hold(exchange, message);
            case "fail" -> answer(exchange, 500, FOREIGN);
            case "html" -> answer(exchange, 200, "<html>" + FOREIGN);
            case "error" -> error(exchange, message, 200, -32603, "{}");
            case "need-roots" -> error(exchange, message, 400, -32021, "{\"requiredCapabilities\":{\"roots\":{}}}");
            case "other-id" -> answer(exchange, 200, "{\"jsonrpc\":\"2.0\",\"id\":\"" + FOREIGN + "\",\"result\":{}}");
            case "huge" -> answer(exchange, 200, "{\"x\":\"" + FOREIGN.repeat(100_000) + "\"}");
            default -> result(exchange, message, done());
        }
    }

    private String done() {
        return "{\"content\":[{\"type\":\"text\",\"text\":\"done\"},{\"type\":\"resource_link\",\"uri\":\"file:///a\",\"name\":\"a\"}]}";
    }

    /** Asks for a name and says it: each era in its own way. */
    private void ask(HttpExchange exchange, JsonNode message) throws IOException {
        String form = "{\"message\":\"Who?\",\"requestedSchema\":{\"type\":\"object\",\"properties\":{\"name\":"
                + "{\"type\":\"string\",\"default\":\"nobody\"}}}}";
        ask(exchange, message, "elicitation/create", form, this::said);
    }

    /** Asks the client and makes a result of what it answers, which of an error is nothing. */
    final void ask(
            HttpExchange exchange, JsonNode message, String method, String params, Function<JsonNode, String> saying)
            throws IOException {
        if (revision.isModern()) {
            JsonNode given = message.at("/params/inputResponses/who");
            boolean asked = "state-1".equals(message.at("/params/requestState").asText());
            result(
                    exchange,
                    message,
                    given.isMissingNode() || !asked
                            ? "{\"resultType\":\"input_required\",\"requestState\":\"state-1\",\"inputRequests\":"
                                    + "{\"who\":{\"method\":\"" + method + "\",\"params\":" + params + "}}}"
                            : saying.apply(given));
            return;
        }
        String question = "q" + message.get("id");
        stream(exchange, message, out -> {
            event(
                    out,
                    "{\"jsonrpc\":\"2.0\",\"id\":\"" + question + "\",\"method\":\"" + method + "\",\"params\":"
                            + params + "}");
            try {
                return saying.apply(answer(question).get(30, TimeUnit.SECONDS).path("result"));
            } catch (InterruptedException | ExecutionException | TimeoutException nobodyAnswers) {
                throw new IOException(nobodyAnswers);
            }
        });
    }

    /** What is said before an answer, and the result. */
    interface Saying {
        String before(OutputStream out) throws IOException;
    }

    final void stream(HttpExchange exchange, JsonNode message, Saying saying) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            String result = saying.before(out);
            event(out, "{\"jsonrpc\":\"2.0\",\"id\":" + message.get("id") + ",\"result\":" + finished(result) + "}");
        }
    }

    private CompletableFuture<JsonNode> answer(String question) {
        return answers.computeIfAbsent(question, asked -> new CompletableFuture<>());
    }

    private String said(JsonNode response) {
        String text = response.path("action").asText() + " "
                + response.at("/content/name").asText();
        return "{\"content\":[{\"type\":\"text\",\"text\":\"" + text + "\"}]}";
    }

    /** Keeps answers back that are to be held, until they are let go. */
    void holdAnswers() {
        held = new CountDownLatch(1);
    }

    void letAnswersGo() {
        held.countDown();
    }

    /** Reports, waits until it may, reports again and answers. */
    private void hold(HttpExchange exchange, JsonNode message) throws IOException {
        CountDownLatch mayAnswer = held;
        JsonNode token = message.at("/params/_meta/progressToken");
        stream(exchange, message, out -> {
            report(out, token, 1);
            try {
                if (!mayAnswer.await(60, TimeUnit.SECONDS)) {
                    throw new IOException("nobody lets go");
                }
            } catch (InterruptedException stopped) {
                throw new IOException(stopped);
            }
            report(out, token, 2);
            return done();
        });
    }

    private void report(OutputStream out, JsonNode token, int progress) throws IOException {
        if (!token.isMissingNode()) {
            event(
                    out,
                    "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":" + token
                            + ",\"progress\":" + progress + "}}");
        }
    }

    private void progress(HttpExchange exchange, JsonNode message) throws IOException {
        JsonNode token = message.at("/params/_meta/progressToken");
        stream(exchange, message, out -> {
            for (int i = 1; i <= 3; i++) {
                report(out, token, i);
            }
            return done();
        });
    }

    final void event(OutputStream out, String json) throws IOException {
        out.write(("event: message\ndata: " + batched(json) + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** The revision that has batches answers in nothing else, to be taken at its word. */
    private String batched(String json) {
        return revision == Revision.V2025_03_26 && json.contains("\"method\":\"notifications/")
                        || revision == Revision.V2025_03_26 && !json.contains("\"method\"")
                ? "[" + json + "]"
                : json;
    }

    private String finished(String result) {
        boolean complete = revision.isModern() && !result.contains("\"resultType\"");
        String first = result.equals("{}") ? "{\"resultType\":\"complete\"" : "{\"resultType\":\"complete\",";
        return complete ? first + result.substring(1) : result;
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

    final void result(HttpExchange exchange, JsonNode message, String result) throws IOException {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":" + message.get("id") + ",\"result\":" + finished(result) + "}";
        boolean first = message.path("method").asText().equals("initialize");
        answer(exchange, 200, first ? body : batched(body));
    }

    /** Its words are foreign but for the two codes whose words callers are shown (decision 0007). */
    final void error(HttpExchange exchange, JsonNode message, int status, int code, String data) throws IOException {
        String words = code == -32602 || code == -32021 ? "mend the request" : FOREIGN;
        answer(
                exchange,
                status,
                "{\"jsonrpc\":\"2.0\",\"id\":" + message.get("id") + ",\"error\":{\"code\":" + code + ",\"message\":\""
                        + words + "\",\"data\":" + data + "}}");
    }

    static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders()
                .set("Content-Type", body.matches("(?s)[\\[{].*") ? "application/json" : "text/html");
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
