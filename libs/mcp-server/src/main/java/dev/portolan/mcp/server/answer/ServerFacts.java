package dev.portolan.mcp.server.answer;

import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.MetaKey;
import dev.portolan.mcp.Revision;
import dev.portolan.mcp.server.config.ServerConfig;
import dev.portolan.mcp.server.feature.Features;
import java.util.List;

/** What the server says of itself: answers {@code server/discover} and {@code initialize}, signs every result. */
final class ServerFacts {
    /** Newest first. */
    static final List<Revision> REVISIONS = List.of(Revision.V2026_07_28, Revision.V2025_11_25);

    private final Features features;
    private final String instructions;
    private final JsonSlice serverInfo;
    private final long ttlMs;

    ServerFacts(Features features, ServerConfig config) {
        this.features = features;
        this.instructions = config.instructions().orElse("");
        this.ttlMs = config.ttl().toMillis();
        JsonObject info = JsonObject.empty().set("name", config.name());
        ContentJson.text(info, "title", config.title().orElse(""));
        this.serverInfo = info.set("version", config.version()).toSlice();
    }

    JsonObject discover() {
        JsonObject result = JsonObject.empty()
                .set(
                        "supportedVersions",
                        JsonObject.array(REVISIONS.stream()
                                .map(r -> JsonSlice.ofText(r.wire()))
                                .toList()))
                .set("capabilities", capabilities());
        ContentJson.text(result, "instructions", instructions);
        return result;
    }

    /** No session is opened; the older era works without one. */
    JsonObject initialize(McpRequest request) {
        if (request.params().text("protocolVersion") == null) {
            throw Faults.invalidParams("params.protocolVersion must name the client's newest revision");
        }
        JsonObject result = JsonObject.empty()
                .set("protocolVersion", Revision.V2025_11_25.wire())
                .set("capabilities", capabilities())
                .set("serverInfo", serverInfo);
        ContentJson.text(result, "instructions", instructions);
        return result;
    }

    private JsonSlice capabilities() {
        JsonObject capabilities = JsonObject.empty();
        if (!features.tools().isEmpty()) {
            capabilities.set("tools", JsonSlice.EMPTY_OBJECT);
        }
        if (!features.prompts().isEmpty()) {
            capabilities.set("prompts", JsonSlice.EMPTY_OBJECT);
        }
        if (hasResources()) {
            capabilities.set("resources", JsonSlice.EMPTY_OBJECT);
        }
        if (features.hasCompletions()) {
            capabilities.set("completions", JsonSlice.EMPTY_OBJECT);
        }
        return capabilities.toSlice();
    }

    boolean hasResources() {
        return !features.resources().isEmpty() || !features.templates().isEmpty();
    }

    /** Adds what every result of that era carries. */
    JsonSlice sign(McpRequest request, JsonObject result, boolean cacheable) {
        if (request.isModern()) {
            result.set("resultType", "complete");
            if (cacheable) {
                result.set("ttlMs", ttlMs).set("cacheScope", "private");
            }
            JsonSlice meta = result.get("_meta");
            JsonObject signed = meta == null ? JsonObject.empty() : meta.members();
            result.set("_meta", signed.set(MetaKey.SERVER_INFO, serverInfo).toSlice());
        }
        return result.toSlice();
    }
}
