package dev.portolan.gateway.revision;

import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.Revision;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a connector asks a user to fill in or to open, in one revision. */
final class FormWords {
    private final Revision revision;

    FormWords(Revision revision) {
        this.revision = revision;
    }

    /** Empty if the revision has no such forms: one that is only half there would be answered wrongly. */
    Optional<JsonObject> form(JsonObject params) {
        if (Known.RICH_FORMS.to(revision)) {
            return Optional.of(params);
        }
        if (!Known.ELICITATION.to(revision) || "url".equals(params.text("mode"))) {
            return Optional.empty();
        }
        JsonSlice schema = params.get("requestedSchema");
        JsonSlice fields = schema == null ? null : schema.member("properties");
        if (schema == null || fields == null) {
            return Optional.of(params.remove("mode"));
        }
        JsonObject asked = fields.members();
        for (String name : List.copyOf(asked.names())) {
            JsonSlice field = Objects.requireNonNull(asked.get(name));
            if ("array".equals(field.members().text("type"))) {
                return Optional.empty();
            }
            asked.set(name, field(field.members()).toSlice());
        }
        JsonObject form = schema.members().set("properties", asked.toSlice());
        return Optional.of(params.remove("mode").set("requestedSchema", form.toSlice()));
    }

    private static JsonObject field(JsonObject field) {
        JsonSlice choices = field.get("oneOf");
        if (choices != null) {
            field.remove("oneOf").set("enum", all(choices, "const")).set("enumNames", all(choices, "title"));
        }
        return "boolean".equals(field.text("type")) ? field : field.remove("default");
    }

    private static JsonSlice all(JsonSlice choices, String member) {
        return JsonObject.array(choices.elements().stream()
                .map(choice -> labelled(choice.members(), member))
                .toList());
    }

    private static JsonSlice labelled(JsonObject choice, String member) {
        String label = choice.text(choice.has(member) ? member : "const");
        return JsonSlice.ofText(label == null ? "" : label);
    }
}
