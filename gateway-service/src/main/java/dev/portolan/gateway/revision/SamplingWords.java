package dev.portolan.gateway.revision;

import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a connector asks of the client's model, in one revision. */
final class SamplingWords {
    private final Revision revision;
    private final DefinitionWords definitions;

    SamplingWords(Revision revision) {
        this.revision = revision;
        this.definitions = new DefinitionWords(revision);
    }

    /** Empty if the model is to use tools and the revision has none for it. */
    Optional<JsonObject> request(JsonObject params) {
        if (Known.SAMPLING_TOOLS.to(revision)) {
            return Optional.of(params);
        }
        if (params.has("tools")) {
            return Optional.empty();
        }
        JsonSlice messages = params.get("messages");
        List<JsonSlice> said = new ArrayList<>();
        for (JsonSlice message : messages == null ? List.<JsonSlice>of() : messages.elements()) {
            said.addAll(message(message.members()));
        }
        return Optional.of(params.remove("toolChoice").set("messages", JsonObject.array(said)));
    }

    /** A message of several blocks becomes several messages of the same speaker. */
    private List<JsonSlice> message(JsonObject message) {
        JsonSlice content = message.get("content");
        List<JsonSlice> blocks = content == null || !content.isArray() ? List.of() : content.elements();
        if (blocks.isEmpty()) {
            return List.of(Wording.each(definitions.annotated(message), "content", definitions::annotated)
                    .toSlice());
        }
        return blocks.stream()
                .map(block -> Wording.each(
                                definitions.annotated(message.copy()).set("content", block),
                                "content",
                                definitions::annotated)
                        .toSlice())
                .toList();
    }
}
