package dev.portolan.gateway.upstream;

import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.call.Reply;
import dev.portolan.gateway.catalog.Listing;
import dev.portolan.gateway.speech.Ask;
import dev.portolan.gateway.speech.Introduction;
import dev.portolan.gateway.speech.Speech;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpMethod;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads everything a connector offers, all pages of it, within bounds. A list that breaks them fails as a whole. */
final class ListReader {
    private final String connector;
    private final Speech speech;
    private final Bounds bounds;

    /** How much of one list is read at most. */
    record Bounds(int pages, int entries) {}

    ListReader(String connector, Speech speech, Bounds bounds) {
        this.connector = connector;
        this.speech = speech;
        this.bounds = bounds;
    }

    /** What the connector offers now; fails with {@link CallRefused}. */
    Uni<Listing> read(Introduction introduction) {
        Uni<List<JsonSlice>> none = Uni.createFrom().item(List.of());
        Uni<List<JsonSlice>> tools = introduction.offers("tools") ? all(McpMethod.TOOLS_LIST, "tools") : none;
        Uni<List<JsonSlice>> prompts = introduction.offers("prompts") ? all(McpMethod.PROMPTS_LIST, "prompts") : none;
        boolean hasResources = introduction.offers("resources");
        Uni<List<JsonSlice>> resources = hasResources ? all(McpMethod.RESOURCES_LIST, "resources") : none;
        Uni<List<JsonSlice>> templates = hasResources ? all(McpMethod.TEMPLATES_LIST, "resourceTemplates") : none;
        return Uni.combine()
                .all()
                .unis(tools, prompts, resources, templates)
                .with((t, p, r, m) -> new Listing(
                        connector,
                        Listing.State.FRESH,
                        introduction.title(),
                        introduction.instructions(),
                        introduction.capabilities().toSlice(),
                        t,
                        p,
                        r,
                        m));
    }

    private Uni<List<JsonSlice>> all(String method, String member) {
        return page(method, member, JsonObject.empty(), new ArrayList<>(), new HashSet<>());
    }

    private Uni<List<JsonSlice>> page(
            String method, String member, JsonObject params, List<JsonSlice> read, Set<String> cursors) {
        return speech.ask(Ask.own(method, params)).chain(reply -> {
            JsonObject result = resultOf(reply, method);
            JsonSlice entries = result.get(member);
            if (entries == null || !entries.isArray()) {
                throw misbehaved(method + " gives no " + member);
            }
            read.addAll(entries.elements());
            if (read.size() > bounds.entries()) {
                throw misbehaved(method + " gives more than " + bounds.entries() + " entries");
            }
            // An empty string is a cursor like any other; only its absence ends the list.
            String cursor = result.text("nextCursor");
            if (cursor == null) {
                return Uni.createFrom().item(read);
            }
            if (!cursors.add(cursor) || cursors.size() >= bounds.pages()) {
                throw misbehaved(method + " does not come to an end");
            }
            return page(method, member, JsonObject.empty().set("cursor", cursor), read, cursors);
        });
    }

    private JsonObject resultOf(Reply reply, String method) {
        if (reply.failed()) {
            throw misbehaved(method + " fails");
        }
        return reply.body().members();
    }

    private CallRefused misbehaved(String how) {
        return new CallRefused(Refusal.CONNECTOR_MISBEHAVED, "Connector " + connector + " cannot be listed: " + how);
    }
}
