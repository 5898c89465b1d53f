package dev.portolan.gateway.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A connector with several databases, which its tools take as an argument, and which remembers what it was asked. */
final class ShopConnector extends StubConnector {
    private static final String DATABASE =
            "'database':{'type':'string','enum':['orders','people'],'x-mcp-header':'Database'}";
    private static final String TOOLS = "{'tools':[{'name':'query','title':'Query','description':'Asks any database',"
            + "'inputSchema':{'type':'object','properties':{" + DATABASE
            + ",'sql':{'type':'string'},'limit':{'type':'integer','maximum':9}},'required':['database','sql'],"
            + "'additionalProperties':false}},"
            + "{'name':'count','inputSchema':{'type':'object','properties':{" + DATABASE
            + "},'required':['database']},'annotations':{'readOnlyHint':true}},"
            + "{'name':'either','inputSchema':{'type':'object','properties':{" + DATABASE
            + ",'sql':{'type':'string'}},'anyOf':[{'required':['database']},{'required':['sql']}]}},"
            + "{'name':'drop','inputSchema':{'type':'object'}},"
            + "{'name':'ask','inputSchema':{'type':'object','properties':{" + DATABASE
            + ",'what':{'type':'string'}}}}]";

    private final ConcurrentLinkedQueue<JsonNode> requests = new ConcurrentLinkedQueue<>();

    ShopConnector(boolean modern) {
        super(modern);
    }

    /** The requests that reached it, with this method. */
    List<JsonNode> requests(String method) {
        return requests.stream()
                .filter(request -> request.path("method").asText().equals(method))
                .toList();
    }

    private static String json(String quoted) {
        return quoted.replace('\'', '"');
    }

    @Override
    String capabilities() {
        return json("{'tools':{'listChanged':true},'resources':{'subscribe':true},'prompts':{},'completions':{}}");
    }

    @Override
    void request(HttpExchange exchange, JsonNode message, String method) throws IOException {
        requests.add(message);
        String end = revision().isModern() ? ",'ttlMs':0,'cacheScope':'private'}" : "}";
        switch (method) {
            case "tools/list" -> result(exchange, message, json(TOOLS + end));
            case "prompts/list" ->
                result(
                        exchange,
                        message,
                        json("{'prompts':[{'name':'explore','title':'Explore','arguments':[{'name':'table'}]},"
                                + "{'name':'explain'}]" + end));
            case "resources/list" ->
                result(
                        exchange,
                        message,
                        json("{'resources':[{'uri':'shop://orders/1','name':'one'},"
                                + "{'uri':'shop://people/1','name':'somebody'}]" + end));
            case "resources/templates/list" ->
                result(
                        exchange,
                        message,
                        json("{'resourceTemplates':[{'uriTemplate':'shop://orders/{id}','name':'orders'},"
                                + "{'uriTemplate':'shop://people/{id}','name':'people'}]" + end));
            case "resources/read" ->
                result(
                        exchange,
                        message,
                        json("{'contents':[{'uri':" + message.at("/params/uri") + ",'text':'it'}]" + end));
            case "prompts/get" ->
                result(exchange, message, json("{'messages':[{'role':'user','content':{'type':'text','text':'Go'}}]}"));
            case "completion/complete" -> result(exchange, message, json("{'completion':{'values':['orders']}}"));
            default -> super.request(exchange, message, method);
        }
    }
}
