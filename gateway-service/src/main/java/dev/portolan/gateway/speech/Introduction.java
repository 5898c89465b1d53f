package dev.portolan.gateway.speech;

import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a connector says of itself when first spoken to, by {@code server/discover} or {@code initialize}.
 *
 * @param versions the revisions it serves, as it names them
 * @param capabilities its capabilities
 * @param title what it calls itself, unverified; may be empty
 * @param instructions what it tells models; may be empty
 */
public record Introduction(List<String> versions, JsonObject capabilities, String title, String instructions) {
    public static Introduction of(List<String> versions, JsonObject said, @Nullable JsonSlice serverInfo) {
        JsonSlice capabilities = said.get("capabilities");
        String instructions = said.text("instructions");
        return new Introduction(
                List.copyOf(versions),
                capabilities == null ? JsonObject.empty() : capabilities.members(),
                title(serverInfo),
                instructions == null ? "" : instructions);
    }

    private static String title(@Nullable JsonSlice serverInfo) {
        if (serverInfo == null) {
            return "";
        }
        JsonObject info = serverInfo.members();
        String title = info.text("title");
        String name = info.text("name");
        return title != null ? title : name != null ? name : "";
    }

    public boolean offers(String capability) {
        return capabilities.has(capability);
    }
}
