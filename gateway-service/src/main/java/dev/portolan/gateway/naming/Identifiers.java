package dev.portolan.gateway.naming;

import dev.portolan.gateway.call.FeatureKind;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Knows everywhere in MCP's messages that a tool, a prompt or a resource is named, and says it there in other words:
 * toward clients in public ones, toward the connector in its own. Both directions visit the same places, so what one
 * changes the other changes back. What is no name in MCP stays as it is: text, structured content, form values, the
 * client's own roots, and the tools a connector hands to a model in sampling.
 *
 * <p>All methods change the object they are given and return it. A value in which nothing changes keeps its bytes.
 */
public final class Identifiers {
    private static final Set<String> ABOUT_A_URI =
            Set.of(McpMethod.RESOURCES_READ, McpMethod.SUBSCRIBE, McpMethod.UNSUBSCRIBE, McpMethod.RESOURCE_UPDATED);

    private final Names names;
    private final UnaryOperator<String> uris;

    /** How the side that messages go to calls a tool or prompt. */
    public interface Names {
        /** The name there of what is {@code name} here. */
        String of(FeatureKind kind, String name);
    }

    private Identifiers(Names names, UnaryOperator<String> uris) {
        this.names = names;
        this.uris = uris;
    }

    /** For messages of a connector to clients. A name that is not offered to them stays as it is. */
    public static Identifiers toPublic(Naming naming, String connector) {
        return toPublic(naming, connector, (kind, name) -> naming.name(kind, connector, name)
                .orElse(name));
    }

    /**
     * Likewise, where it is known which name is meant: one feature may be offered under several.
     *
     * @param names the public names for the connector's own
     */
    public static Identifiers toPublic(Naming naming, String connector, Names names) {
        return new Identifiers(names, uri -> naming.uri(connector, uri));
    }

    /**
     * For messages of clients to a connector. The URI of another connector stays as it is, so that it names nothing
     * there.
     *
     * @param names the connector's names for public ones, which are looked up, never computed
     */
    public static Identifiers toOriginal(Naming naming, String connector, Names names) {
        return new Identifiers(names, uri -> naming.original(uri)
                .filter(original -> original.connector().equals(connector))
                .map(Naming.Original::uri)
                .orElse(uri));
    }

    /** One entry of a list. */
    public JsonObject definition(FeatureKind kind, JsonObject definition) {
        switch (kind) {
            case TOOL, PROMPT -> name(kind, definition, "name");
            case RESOURCE -> uri(definition, "uri");
            case TEMPLATE -> uri(definition, "uriTemplate");
        }
        userInterface(definition);
        return definition;
    }

    /** The result of a call or a read, complete or asking for input, or a task with what became of it. */
    public JsonObject result(JsonObject result) {
        called(result);
        if (result.has("taskId")) {
            member(result, "result", this::called);
            member(result, "error", this::failed);
        }
        return result;
    }

    /** The {@code error} member of a response. */
    public JsonObject error(JsonObject error) {
        failed(error);
        return error;
    }

    /** The {@code params} of a request or notification, in either direction. */
    public JsonObject params(String method, JsonObject params) {
        if (ABOUT_A_URI.contains(method)) {
            uri(params, "uri");
        }
        switch (method) {
            case McpMethod.TOOLS_CALL -> name(FeatureKind.TOOL, params, "name");
            case McpMethod.PROMPTS_GET -> name(FeatureKind.PROMPT, params, "name");
            case McpMethod.COMPLETE -> member(params, "ref", this::reference);
            case McpMethod.LISTEN ->
                member(params, "notifications", filter -> array(filter, "resourceSubscriptions", this::uri));
            case McpMethod.SAMPLE -> sampling(params);
            case McpMethod.TASK_CHANGED -> result(params);
            default -> {
                // names nothing
            }
        }
        member(params, "inputResponses", responses -> values(responses, this::response));
        return params;
    }

    private boolean called(JsonObject result) {
        boolean changed = array(result, "content", this::block);
        changed |= array(result, "contents", this::resource);
        changed |= array(result, "messages", message -> within(message, this::message));
        changed |= member(result, "inputRequests", requests -> values(requests, this::request));
        changed |= userInterface(result);
        return changed;
    }

    private boolean failed(JsonObject error) {
        return member(error, "data", data -> uri(data, "uri"));
    }

    private boolean reference(JsonObject ref) {
        return "ref/prompt".equals(ref.text("type")) ? name(FeatureKind.PROMPT, ref, "name") : uri(ref, "uri");
    }

    /** What a connector asks for: only what goes to a model can hold resources. */
    private boolean request(JsonObject request) {
        return McpMethod.SAMPLE.equals(request.text("method")) && member(request, "params", this::sampling);
    }

    private boolean sampling(JsonObject params) {
        return array(params, "messages", message -> within(message, this::message));
    }

    /** What a client answers: of the three kinds only a model's message has a role. */
    private boolean response(JsonObject response) {
        return response.has("role") && message(response);
    }

    /** Content is one block or several. */
    private boolean message(JsonObject message) {
        JsonSlice content = message.get("content");
        if (content == null || content.isArray()) {
            return array(message, "content", this::block);
        }
        return replace(message, "content", content, block(content));
    }

    private JsonSlice block(JsonSlice block) {
        return within(block, members -> switch (String.valueOf(members.text("type"))) {
            // What a tool said to a model is made of blocks, but not of tool results again.
            case "tool_result" -> array(members, "content", inner -> within(inner, this::plain));
            default -> plain(members);
        });
    }

    private boolean plain(JsonObject block) {
        return switch (String.valueOf(block.text("type"))) {
            case "resource_link" -> resource(block);
            case "resource" -> member(block, "resource", this::resource);
            default -> false;
        };
    }

    private JsonSlice resource(JsonSlice resource) {
        return within(resource, this::resource);
    }

    private boolean resource(JsonObject resource) {
        boolean changed = uri(resource, "uri");
        changed |= userInterface(resource);
        return changed;
    }

    /** MCP Apps: the resource that shows a tool, in its present and its former place. */
    private boolean userInterface(JsonObject described) {
        return member(described, "_meta", meta -> {
            boolean changed = member(meta, "ui", ui -> uri(ui, "resourceUri"));
            changed |= uri(meta, "ui/resourceUri");
            return changed;
        });
    }

    private JsonSlice uri(JsonSlice uri) {
        String text = uri.text();
        return text == null ? uri : said(uri, text, uris.apply(text));
    }

    private boolean uri(JsonObject object, String member) {
        JsonSlice value = object.get(member);
        return value != null && replace(object, member, value, uri(value));
    }

    private boolean name(FeatureKind kind, JsonObject object, String member) {
        JsonSlice value = object.get(member);
        String text = value == null ? null : value.text();
        return value != null && text != null && replace(object, member, value, said(value, text, names.of(kind, text)));
    }

    private static JsonSlice said(JsonSlice value, String before, String after) {
        return after.equals(before) ? value : JsonSlice.ofText(after);
    }

    private interface Change {
        JsonSlice of(JsonSlice value);
    }

    private static JsonSlice within(JsonSlice value, Predicate<JsonObject> change) {
        JsonObject members = value.members();
        return change.test(members) ? members.toSlice() : value;
    }

    private static boolean member(JsonObject object, String name, Predicate<JsonObject> change) {
        JsonSlice value = object.get(name);
        return value != null && replace(object, name, value, within(value, change));
    }

    private static boolean values(JsonObject map, Predicate<JsonObject> change) {
        boolean changed = false;
        for (String key : map.names()) {
            changed |= member(map, key, change);
        }
        return changed;
    }

    private static boolean array(JsonObject object, String name, Change change) {
        JsonSlice value = object.get(name);
        if (value == null || !value.isArray()) {
            return false;
        }
        boolean changed = false;
        List<JsonSlice> elements = new ArrayList<>();
        for (JsonSlice element : value.elements()) {
            JsonSlice after = change.of(element);
            changed |= isOther(element, after);
            elements.add(after);
        }
        return changed && replace(object, name, value, JsonObject.array(elements));
    }

    private static boolean replace(JsonObject object, String name, JsonSlice before, JsonSlice after) {
        if (isOther(before, after)) {
            object.set(name, after);
            return true;
        }
        return false;
    }

    /** The same slice means that nothing changed; to compare the bytes would cost a pass over them. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isOther(JsonSlice before, JsonSlice after) {
        return before != after;
    }
}
