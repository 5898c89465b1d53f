package dev.portolan.conformance.tool;

import dev.portolan.conformance.call.Documents;
import dev.portolan.conformance.call.FeatureCall;
import dev.portolan.conformance.call.Results;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Definitions of tools, in a fixed order, and what the tools do. */
public final class Tools {
    private final Map<String, JsonSlice> definitions;
    private final Map<String, Tool> tools;

    private Tools(Map<String, JsonSlice> definitions, Map<String, Tool> tools) {
        this.definitions = definitions;
        this.tools = tools;
    }

    /**
     * Tools that a document defines.
     *
     * @param tools what each does
     * @throws IllegalStateException if a tool is only defined or only done
     */
    public static Tools of(String document, Map<String, Tool> tools) {
        Map<String, JsonSlice> definitions = new LinkedHashMap<>();
        for (JsonSlice definition : Documents.read(document).elements()) {
            definitions.put(String.valueOf(definition.members().text("name")), definition);
        }
        if (!definitions.keySet().equals(tools.keySet())) {
            throw new IllegalStateException(document + " defines " + definitions.keySet() + ", not " + tools.keySet());
        }
        return new Tools(definitions, Map.copyOf(tools));
    }

    /** These tools and then others. */
    public Tools and(Tools others) {
        Map<String, JsonSlice> allDefinitions = new LinkedHashMap<>(definitions);
        allDefinitions.putAll(others.definitions);
        Map<String, Tool> allTools = new LinkedHashMap<>(tools);
        allTools.putAll(others.tools);
        return new Tools(allDefinitions, Map.copyOf(allTools));
    }

    /** All definitions. */
    public JsonSlice definitions() {
        return JsonObject.array(definitions.values());
    }

    /** The properties of a tool's arguments; no members if there is no such tool. */
    public JsonObject properties(String tool) {
        JsonSlice properties = schema(tool).get("properties");
        return properties == null ? JsonObject.empty() : properties.members();
    }

    /**
     * Calls a tool.
     *
     * @throws dev.portolan.mcp.ProtocolError if there is no such tool
     */
    public JsonObject call(FeatureCall call) {
        Tool tool = tools.get(call.name());
        if (tool == null) {
            throw Results.invalidParams("there is no tool of this name");
        }
        String missing = missingArgument(call);
        return missing == null ? tool.call(call) : Results.toolError("argument " + missing + " is missing");
    }

    private @Nullable String missingArgument(FeatureCall call) {
        JsonSlice required = schema(call.name()).get("required");
        JsonObject arguments = call.arguments();
        return required == null
                ? null
                : required.elements().stream()
                        .map(JsonSlice::text)
                        .filter(name -> name != null && !arguments.has(name))
                        .findFirst()
                        .orElse(null);
    }

    private JsonObject schema(String tool) {
        JsonSlice definition = definitions.get(tool);
        JsonSlice schema = definition == null ? null : definition.member("inputSchema");
        return schema == null ? JsonObject.empty() : schema.members();
    }
}
