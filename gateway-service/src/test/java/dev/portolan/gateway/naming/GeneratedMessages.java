package dev.portolan.gateway.naming;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.gateway.call.FeatureKind;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Message bodies as MCP's schema has them, said in the words it is given: the same seed in other words is the same
 * message with other identifiers, and with nothing else changed. Beside each identifier stand things that look like
 * one and are none.
 */
final class GeneratedMessages {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** Of several kinds and lengths, and so that no two are the same in public. */
    private static final List<String> NAMES =
            List.of("query", "list.issues", "a/b", "\u00e4", "x".repeat(80), "x".repeat(81), "db_query", "-", "_q");

    private final Random random;
    private final UnaryOperator<String> uris;
    private final Identifiers.Names names;

    GeneratedMessages(long seed, Identifiers.Names names, UnaryOperator<String> uris) {
        this.random = new Random(seed);
        this.names = names;
        this.uris = uris;
    }

    static List<String> names() {
        return NAMES;
    }

    ObjectNode definition(FeatureKind kind) {
        ObjectNode definition = decoy().put("title", "db_query");
        switch (kind) {
            case TOOL, PROMPT -> definition.put("name", name(kind));
            case RESOURCE -> definition.put("uri", uri()).put("name", "query");
            case TEMPLATE ->
                definition
                        .put("uriTemplate", uris.apply(GeneratedUris.template(random)))
                        .put("name", "query");
        }
        sometimes(() -> definition.set("_meta", userInterface()));
        sometimes(() -> definition.set("inputSchema", decoy()));
        return definition;
    }

    ObjectNode result() {
        ObjectNode result = JSON.objectNode().put("resultType", "complete");
        sometimes(() -> result.set("content", blocks(true)));
        sometimes(() -> result.set("structuredContent", decoy()));
        sometimes(() -> result.set("contents", some(contents -> contents.add(resource()))));
        sometimes(() -> result.set("messages", messages()));
        sometimes(() -> result.set("_meta", userInterface()));
        sometimes(() -> result.set("inputRequests", inputRequests()));
        sometimes(() -> result.set("completion", JSON.objectNode().set("values", some(v -> v.add(raw())))));
        return result;
    }

    ObjectNode task() {
        ObjectNode task = JSON.objectNode().put("taskId", raw()).put("status", "completed");
        sometimes(() -> task.set("result", result()));
        sometimes(() -> task.set("error", error()));
        sometimes(() -> task.set("inputRequests", inputRequests()));
        return task;
    }

    ObjectNode error() {
        ObjectNode error = JSON.objectNode().put("code", -32602).put("message", raw());
        ObjectNode data = JSON.objectNode();
        sometimes(() -> data.put("uri", uri()));
        sometimes(() -> data.set("elicitations", some(all -> all.add(decoy()))));
        sometimes(() -> data.set("requiredCapabilities", decoy()));
        error.set("data", data);
        return error;
    }

    ObjectNode params(String method) {
        ObjectNode params = JSON.objectNode();
        switch (method) {
            case "tools/call" -> params.put("name", name(FeatureKind.TOOL)).set("arguments", decoy());
            case "prompts/get" -> params.put("name", name(FeatureKind.PROMPT)).set("arguments", decoy());
            case "resources/read", "resources/subscribe", "resources/unsubscribe", "notifications/resources/updated" ->
                params.put("uri", uri()).put("name", raw());
            case "completion/complete" -> params.set("ref", reference());
            case "subscriptions/listen" ->
                params.set(
                        "notifications",
                        JSON.objectNode()
                                .put("toolsListChanged", true)
                                .set("resourceSubscriptions", some(list -> list.add(uri()))));
            case "notifications/tasks" -> params.setAll(task());
            case "sampling/createMessage" -> params.setAll(sampling());
            case "notifications/message" -> params.set("data", decoy());
            default -> params.setAll(decoy());
        }
        sometimes(() -> params.set("inputResponses", inputResponses()));
        return params;
    }

    private ObjectNode reference() {
        return random.nextBoolean()
                ? JSON.objectNode().put("type", "ref/prompt").put("name", name(FeatureKind.PROMPT))
                : JSON.objectNode().put("type", "ref/resource").put("uri", uris.apply(GeneratedUris.template(random)));
    }

    private ObjectNode inputRequests() {
        ObjectNode requests = JSON.objectNode();
        sometimes(() -> requests.set(raw(), request("sampling/createMessage", sampling())));
        sometimes(() -> requests.set("uri", request("elicitation/create", decoy().put("url", raw()))));
        sometimes(() -> requests.set("content", request("roots/list", decoy())));
        return requests;
    }

    private static ObjectNode request(String method, ObjectNode params) {
        return JSON.objectNode().put("method", method).set("params", params);
    }

    private ObjectNode sampling() {
        ObjectNode tool = decoy().put("name", raw());
        tool.set("_meta", JSON.objectNode().put("ui/resourceUri", raw()));
        ObjectNode params = JSON.objectNode().put("systemPrompt", raw());
        params.set("tools", JSON.arrayNode().add(tool));
        params.set("metadata", decoy());
        return params.set("messages", messages());
    }

    private ObjectNode inputResponses() {
        ObjectNode responses = JSON.objectNode();
        sometimes(() -> responses.set("name", message().put("model", "m")));
        sometimes(() ->
                responses.set(raw(), JSON.objectNode().put("action", "accept").set("content", decoy())));
        sometimes(() -> responses.set("roots", JSON.objectNode().set("roots", some(roots -> roots.addObject()
                .put("uri", raw())))));
        return responses;
    }

    private ArrayNode messages() {
        return some(messages -> messages.add(message()));
    }

    private ObjectNode message() {
        ObjectNode message = JSON.objectNode().put("role", "user");
        return random.nextBoolean() ? message.set("content", block(true)) : message.set("content", blocks(true));
    }

    private ArrayNode blocks(boolean withToolResults) {
        return some(blocks -> blocks.add(block(withToolResults)));
    }

    private ObjectNode block(boolean withToolResults) {
        return switch (random.nextInt(withToolResults ? 6 : 4)) {
            case 0 -> decoy().put("type", "text").put("text", raw());
            case 1 -> resource().put("type", "resource_link").put("name", raw());
            case 2 -> JSON.objectNode().put("type", "resource").set("resource", resource());
            case 3 -> decoy().put("type", "audio").put("data", "AAAA");
            case 4 -> JSON.objectNode().put("type", "tool_result").set("content", blocks(false));
            default -> decoy().put("type", "tool_use").put("name", raw());
        };
    }

    private ObjectNode resource() {
        ObjectNode resource = JSON.objectNode().put("uri", uri()).put("text", raw());
        sometimes(() -> resource.set("_meta", userInterface()));
        return resource;
    }

    private ObjectNode userInterface() {
        ObjectNode meta = JSON.objectNode().put("uri", raw());
        sometimes(
                () -> meta.set("ui", JSON.objectNode().put("resourceUri", uri()).put("domain", raw())));
        sometimes(() -> meta.put("ui/resourceUri", uri()));
        return meta;
    }

    /** Looks like much that is rewritten elsewhere. */
    private ObjectNode decoy() {
        ObjectNode decoy = JSON.objectNode();
        sometimes(() -> decoy.put("uri", raw()));
        sometimes(() -> decoy.put("role", "user"));
        sometimes(() -> decoy.putArray("content")
                .addObject()
                .put("type", "resource_link")
                .put("uri", raw()));
        sometimes(() -> decoy.putArray("contents").addObject().put("uri", raw()));
        sometimes(() -> decoy.putObject("resource").put("uri", raw()));
        return decoy;
    }

    private ArrayNode some(Consumer<ArrayNode> add) {
        ArrayNode array = JSON.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            add.accept(array);
        }
        return array;
    }

    private void sometimes(Runnable part) {
        if (random.nextInt(3) > 0) {
            part.run();
        }
    }

    private String name(FeatureKind kind) {
        return names.of(kind, NAMES.get(random.nextInt(NAMES.size())));
    }

    private String uri() {
        return uris.apply(raw());
    }

    private String raw() {
        return GeneratedUris.uri(random);
    }
}
