package dev.portolan.conformance.tool;

import dev.portolan.conformance.call.Documents;
import dev.portolan.conformance.call.Results;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tools that show one kind of content each, always the same. */
final class ContentTools {
    private ContentTools() {}

    static Map<String, Tool> all() {
        JsonObject results = Documents.read("results.json").members();
        Map<String, Tool> tools = new LinkedHashMap<>();
        for (String name : results.names()) {
            JsonSlice result = results.get(name);
            if (result != null) {
                tools.put(name, call -> result.members());
            }
        }
        tools.put("test_x_mcp_header", call -> Results.text("region=" + call.argument("region")));
        tools.put("greet", call -> Results.text("Hello, " + call.argument("name") + "!"));
        return tools;
    }
}
