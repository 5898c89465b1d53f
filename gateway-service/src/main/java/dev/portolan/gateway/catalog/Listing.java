package dev.portolan.gateway.catalog;

import dev.portolan.mcp.JsonSlice;
import java.util.List;

/**
 * What one connector said it offers, in its own words.
 *
 * @param connector its id
 * @param state how far this is to be trusted
 * @param title what it calls itself; may be empty
 * @param instructions what it tells models about itself; may be empty
 * @param capabilities what it can do, an MCP {@code ServerCapabilities}
 * @param tools tool definitions, in its order
 * @param prompts prompt definitions
 * @param resources resource definitions
 * @param templates resource template definitions
 */
public record Listing(
        String connector,
        State state,
        String title,
        String instructions,
        JsonSlice capabilities,
        List<JsonSlice> tools,
        List<JsonSlice> prompts,
        List<JsonSlice> resources,
        List<JsonSlice> templates) {
    /** How far a listing is to be trusted. */
    public enum State {
        /** As the connector says now. */
        FRESH,
        /** As it said once; it does not answer now. */
        STALE,
        /** It has never answered. */
        UNREACHED
    }

    public Listing {
        tools = List.copyOf(tools);
        prompts = List.copyOf(prompts);
        resources = List.copyOf(resources);
        templates = List.copyOf(templates);
    }

    /** Whether it has a capability, e.g. {@code completions}. */
    public boolean can(String capability) {
        return capabilities.member(capability) != null;
    }

    /** Whether it has a capability with a setting that is true, e.g. {@code resources}, {@code subscribe}. */
    public boolean can(String capability, String setting) {
        JsonSlice settings = capabilities.member(capability);
        JsonSlice value = settings == null ? null : settings.member(setting);
        return value != null && value.isTrue();
    }

    /** Whether it has an extension of MCP, e.g. {@code io.modelcontextprotocol/tasks}. */
    public boolean extendedBy(String extension) {
        JsonSlice extensions = capabilities.member("extensions");
        return extensions != null && extensions.member(extension) != null;
    }

    /** A connector that has not answered yet. */
    public static Listing unreached(String connector) {
        return new Listing(
                connector, State.UNREACHED, "", "", JsonSlice.EMPTY_OBJECT, List.of(), List.of(), List.of(), List.of());
    }

    /** The same definitions, no longer confirmed. */
    public Listing stale() {
        return state == State.UNREACHED
                ? this
                : new Listing(
                        connector,
                        State.STALE,
                        title,
                        instructions,
                        capabilities,
                        tools,
                        prompts,
                        resources,
                        templates);
    }
}
