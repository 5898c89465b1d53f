package dev.portolan.gateway.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import dev.portolan.mcp.Revision;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/** A connector that offers everything its revision has; names of its requests are arguments of its tool. */
final class RichConnector extends StubConnector {
    /** Said by its tool when its revision has no such request. */
    static final String NOT_IN_MY_REVISION = "not in my revision";

    /** Said by its tool when the client cannot be asked. */
    static final String NOT_BY_THIS_CLIENT = "not by this client";

    private static final String FORM = "{'message':'Which?','requestedSchema':{'type':'object','properties':{'name':"
            + "{'type':'string','oneOf':[{'const':'a','title':'Ada'}],'default':'a'}}}}";
    private static final String OLD_FORM =
            "{'message':'Which?','requestedSchema':{'type':'object','properties':{'name':"
                    + "{'type':'string','enum':['a'],'enumNames':['Ada']}}}}";
    private static final String CHOICES = "{'message':'Which?','requestedSchema':{'type':'object','properties':{'name':"
            + "{'type':'array','items':{'type':'string','enum':['a','b']}}}}}";
    private static final String PAGE =
            "{'mode':'url','message':'Open','url':'https://pages.example/1','elicitationId':'e1'}";
    private static final String SAMPLE =
            "{'maxTokens':9,'messages':[{'role':'user','content':{'type':'text','text':'Say'}}]}";

    /** What a revision lets a connector ask, by the argument of its tool. */
    private static final Map<String, Revision> SINCE = Map.of(
            "form", Revision.V2025_06_18,
            "choices", Revision.V2025_11_25,
            "page", Revision.V2025_11_25,
            "sample", Revision.V2025_03_26,
            "roots", Revision.V2025_03_26);

    private final ConcurrentLinkedQueue<JsonNode> completions = new ConcurrentLinkedQueue<>();
    private volatile boolean logging;

    RichConnector(Revision revision) {
        super(revision);
    }

    /** The {@code completion/complete} requests that reached it. */
    ConcurrentLinkedQueue<JsonNode> completions() {
        return completions;
    }

    private static String json(String quoted) {
        return quoted.replace('\'', '"');
    }

    private boolean has(Revision since) {
        return revision().compareTo(since) >= 0;
    }

    @Override
    String capabilities() {
        return json("{'tools':{},'resources':{},'prompts':{},'completions':{},'logging':{}}");
    }

    @Override
    void request(HttpExchange exchange, JsonNode message, String method) throws IOException {
        String cache = has(Revision.V2026_07_28) ? ",'ttlMs':0,'cacheScope':'private'}" : "}";
        if (method.startsWith("tasks/") || message.at("/params/name").asText().equals("slow")) {
            super.request(exchange, message, method);
            return;
        }
        switch (method) {
            case "tools/list" -> result(exchange, message, json("{'tools':[" + tool() + "]" + cache));
            case "resources/list" ->
                result(exchange, message, json("{'resources':[{'uri':'file:///r','name':'r'}]" + cache));
            case "resources/templates/list" ->
                result(
                        exchange,
                        message,
                        json("{'resourceTemplates':[{'uriTemplate':'file:///{x}','name':'x'}]" + cache));
            case "prompts/list" ->
                result(exchange, message, json("{'prompts':[{'name':'p','arguments':[{'name':'x'}]}]" + cache));
            case "prompts/get" ->
                result(
                        exchange,
                        message,
                        json("{'messages':[{'role':'user','content':{'type':'text','text':'hello'}}]}"));
            case "resources/read" -> read(exchange, message, cache);
            case "completion/complete" -> {
                completions.add(message);
                result(exchange, message, json("{'completion':{'values':['one']}}"));
            }
            case "logging/setLevel" -> {
                logging = true;
                result(exchange, message, "{}");
            }
            default -> tool(exchange, message);
        }
    }

    private String tool() {
        String structure = has(Revision.V2025_06_18) ? ",'title':'Count','outputSchema':{'type':'object'}" : "";
        String input = "'inputSchema':{'type':'object','properties':{'what':{'type':'string'}}}";
        String slow = has(Revision.V2025_11_25) ? "," + SLOW : "";
        return "{'name':'do'," + input + "},{'name':'count'," + input + structure + "}" + slow;
    }

    private void read(HttpExchange exchange, JsonNode message, String cache) throws IOException {
        String uri = message.at("/params/uri").asText();
        if (uri.equals("file:///r")) {
            result(exchange, message, json("{'contents':[{'uri':'file:///r','text':'read'}]" + cache));
        } else {
            error(exchange, message, 200, has(Revision.V2026_07_28) ? -32602 : -32002, "{}");
        }
    }

    private void tool(HttpExchange exchange, JsonNode message) throws IOException {
        String what = message.at("/params/arguments/what").asText();
        switch (what) {
            case "structure" ->
                result(
                        exchange,
                        message,
                        json("{'content':[{'type':'text','text':'n is 1'}]"
                                + (has(Revision.V2025_06_18) ? ",'structuredContent':{'n':1}}" : "}")));
            case "link" ->
                result(
                        exchange,
                        message,
                        json(
                                has(Revision.V2025_06_18)
                                        ? "{'content':[{'type':'resource_link','uri':'file:///r','name':'r'}]}"
                                        : "{'content':[{'type':'resource','resource':{'uri':'file:///r','text':'read'}}]}"));
            case "log" -> log(exchange, message);
            case "form" ->
                asking(
                        exchange,
                        message,
                        "elicitation/create",
                        has(Revision.V2025_11_25) ? FORM : OLD_FORM,
                        RichConnector::filledIn);
            case "choices" -> asking(exchange, message, "elicitation/create", CHOICES, RichConnector::filledIn);
            case "page" ->
                asking(exchange, message, "elicitation/create", PAGE, given -> given.path("action")
                        .asText());
            case "sample" ->
                asking(exchange, message, "sampling/createMessage", SAMPLE, given -> given.at("/content/text")
                        .asText());
            case "roots" ->
                asking(exchange, message, "roots/list", "{}", given -> given.at("/roots/0/uri")
                        .asText());
            default -> call(exchange, message);
        }
    }

    /** What a form was filled in with; an error answers nothing. */
    private static String filledIn(JsonNode given) {
        return given.isMissingNode()
                ? NOT_BY_THIS_CLIENT
                : given.path("action").asText() + " "
                        + given.at("/content/name").asText();
    }

    private void log(HttpExchange exchange, JsonNode message) throws IOException {
        boolean wanted = has(Revision.V2026_07_28)
                ? message.at("/params/_meta/io.modelcontextprotocol~1logLevel").isTextual()
                : logging;
        stream(exchange, message, out -> {
            if (wanted) {
                event(
                        out,
                        json(
                                "{'jsonrpc':'2.0','method':'notifications/message','params':{'level':'warning','data':'news'}}"));
            }
            return text("logged");
        });
    }

    /** As a connector does that keeps to its revision and to what its client can do. */
    private void asking(
            HttpExchange exchange, JsonNode message, String method, String params, Function<JsonNode, String> saying)
            throws IOException {
        String what = message.at("/params/arguments/what").asText();
        JsonNode client = clientOf(exchange, message);
        String capability = Map.of("sample", "sampling", "roots", "roots").getOrDefault(what, "elicitation");
        boolean able = client.has(capability)
                && (!what.equals("page") || client.path(capability).has("url"));
        if (!has(SINCE.getOrDefault(what, Revision.V2026_07_28))) {
            result(exchange, message, text(NOT_IN_MY_REVISION));
        } else if (able) {
            ask(exchange, message, method, json(params), given -> text(saying.apply(given)));
        } else if (has(Revision.V2026_07_28)) {
            error(exchange, message, 400, -32021, json("{'requiredCapabilities':{'" + capability + "':{}}}"));
        } else if (what.equals("page")) {
            error(exchange, message, 200, -32042, json("{'elicitations':[" + PAGE + "]}"));
        } else {
            result(exchange, message, text(NOT_BY_THIS_CLIENT));
        }
    }

    private String text(String text) {
        return json("{'content':[{'type':'text','text':'" + text + "'}]}");
    }
}
