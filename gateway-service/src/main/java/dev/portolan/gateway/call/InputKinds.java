package dev.portolan.gateway.call;

import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpMethod;
import java.util.Map;

/** What a connector may ask of a caller: forms and pages, a model's answer, the directories it works in. */
public final class InputKinds {
    /**
     * {@code _meta} key by which an input response says that the caller refuses. The newest revision has no such
     * response: its callers just do not come back. Those of the older era answer with an error.
     */
    public static final String REFUSED = "dev.portolan/refused";

    /** {@code _meta} key under which results name the connector they come from. */
    public static final String CONNECTOR = "dev.portolan/connector";

    private static final Map<String, String> CAPABILITIES =
            Map.of(McpMethod.ELICIT, "elicitation", McpMethod.SAMPLE, "sampling", McpMethod.ROOTS, "roots");

    private InputKinds() {}

    /** Whether a caller with these capabilities can be asked this. */
    public static boolean allows(JsonSlice capabilities, String method, JsonObject params) {
        String name = CAPABILITIES.get(method);
        JsonSlice capability = name == null ? null : capabilities.member(name);
        if (capability == null) {
            return false;
        }
        JsonObject modes = capability.members();
        if (method.equals(McpMethod.SAMPLE)) {
            return !params.has("tools") || modes.has("tools");
        }
        if (!method.equals(McpMethod.ELICIT)) {
            return true;
        }
        boolean url = "url".equals(params.text("mode"));
        return url ? modes.has("url") : modes.has("form") || !modes.has("url");
    }

    /** Whether one of these input responses says that the caller refuses. */
    public static boolean isRefusal(JsonSlice inputResponses) {
        JsonObject responses = inputResponses.members();
        return responses.names().stream()
                .map(responses::get)
                .map(response -> response == null ? null : response.member("_meta"))
                .anyMatch(meta -> meta != null && meta.member(REFUSED) != null);
    }
}
