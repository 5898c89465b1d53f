package dev.portolan.gateway.screen;

import dev.portolan.gateway.catalog.Naming;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;

/**
 * Gives the URIs in a result their public form: resource links and embedded resources in tool results and prompt
 * messages, and the contents of a resource. Nothing else in a result is a URI that MCP would have a client follow.
 */
final class UriRewriter {
    private final Naming naming;
    private final String connector;

    UriRewriter(Naming naming, String connector) {
        this.naming = naming;
        this.connector = connector;
    }

    void rewrite(JsonObject result) {
        each(result, "content", this::block);
        each(result, "contents", this::withUri);
        each(result, "messages", message -> {
            JsonObject members = message.members();
            JsonSlice content = members.get("content");
            if (content == null) {
                return message;
            }
            JsonSlice rewritten = content.isArray()
                    ? JsonObject.array(
                            content.elements().stream().map(this::block).toList())
                    : block(content);
            return members.set("content", rewritten).toSlice();
        });
    }

    private static void each(JsonObject result, String member, java.util.function.UnaryOperator<JsonSlice> change) {
        JsonSlice list = result.get(member);
        if (list != null && list.isArray()) {
            result.set(
                    member,
                    JsonObject.array(list.elements().stream().map(change).toList()));
        }
    }

    private JsonSlice block(JsonSlice block) {
        JsonObject members = block.members();
        String type = members.text("type");
        if ("resource_link".equals(type)) {
            return withUri(block);
        }
        JsonSlice resource = members.get("resource");
        return "resource".equals(type) && resource != null
                ? members.set("resource", withUri(resource)).toSlice()
                : block;
    }

    private JsonSlice withUri(JsonSlice resource) {
        JsonObject members = resource.members();
        String uri = members.text("uri");
        return uri == null
                ? resource
                : members.set("uri", naming.uri(connector, uri)).toSlice();
    }
}
