package dev.portolan.gateway.revision;

import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.Revision;

/** Definitions of tools, prompts, resources and templates in one revision. */
final class DefinitionWords {
    private final Revision revision;

    DefinitionWords(Revision revision) {
        this.revision = revision;
    }

    JsonObject definition(JsonObject definition) {
        described(definition);
        if (definition.has("inputSchema") && !Known.TOOL_ANNOTATIONS.to(revision)) {
            definition.remove("annotations");
        }
        if (!Known.EXECUTION.to(revision)) {
            definition.remove("execution");
        }
        JsonSlice schema = definition.get("outputSchema");
        boolean sayable = Known.ANY_STRUCTURED_CONTENT.to(revision)
                || Known.STRUCTURED_CONTENT.to(revision) && Wording.isOfTypeObject(schema);
        if (!sayable) {
            definition.remove("outputSchema");
        }
        return Wording.each(definition, "arguments", this::described);
    }

    JsonObject implementation(JsonObject implementation) {
        described(implementation);
        if (!Known.DESCRIBED_IMPLEMENTATION.to(revision)) {
            implementation.remove("description").remove("websiteUrl");
        }
        return implementation;
    }

    /** What definitions, links to resources and implementations have in common. */
    JsonObject described(JsonObject part) {
        if (!Known.TITLE.to(revision)) {
            part.remove("title");
        }
        if (!Known.ICONS.to(revision)) {
            part.remove("icons");
        }
        return annotated(part);
    }

    /** What every part of a message may have. */
    JsonObject annotated(JsonObject part) {
        if (!Known.META_OF_PARTS.to(revision)) {
            part.remove("_meta");
        }
        return Known.LAST_MODIFIED.to(revision)
                ? part
                : Wording.each(part, "annotations", annotations -> annotations.remove("lastModified"));
    }
}
