package dev.portolan.conformance.call;

import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import org.jspecify.annotations.Nullable;

/**
 * A request as a feature sees it.
 *
 * @param params the request's parameters
 * @param clientCapabilities what the client says it can do: on this request, or when its session opened
 * @param reports where the feature reports to while it runs
 */
public record FeatureCall(JsonObject params, JsonObject clientCapabilities, Reports reports) {
    /** Name of the tool or prompt; empty if the request names none. */
    public String name() {
        String name = params.text("name");
        return name == null ? "" : name;
    }

    /** Arguments of a tool or prompt; no members if there are none. */
    public JsonObject arguments() {
        JsonSlice arguments = params.get("arguments");
        return arguments == null ? JsonObject.empty() : arguments.members();
    }

    /** An argument that is a string; empty if there is none. */
    public String argument(String name) {
        @Nullable String value = arguments().text(name);
        return value == null ? "" : value;
    }

    /** Whether the client declared an extension. */
    public boolean declaresExtension(String id) {
        JsonSlice extensions = clientCapabilities.get("extensions");
        return extensions != null && extensions.members().has(id);
    }

    /** The same request with other parameters. */
    public FeatureCall with(JsonObject others) {
        return new FeatureCall(others, clientCapabilities, reports);
    }
}
