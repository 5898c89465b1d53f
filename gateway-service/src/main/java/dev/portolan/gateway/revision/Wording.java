package dev.portolan.gateway.revision;

import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpMethod;
import dev.portolan.mcp.Revision;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How the parts of messages are said in one revision: what it does not know is left out or said in words it has.
 * Said in the newest revision a part stays as it is.
 */
public final class Wording {
    private static final Map<String, String> LISTED = Map.of(
            McpMethod.TOOLS_LIST, "tools",
            McpMethod.PROMPTS_LIST, "prompts",
            McpMethod.RESOURCES_LIST, "resources",
            McpMethod.TEMPLATES_LIST, "resourceTemplates");

    private static final Map<Revision, Wording> OF = new EnumMap<>(Revision.class);

    static {
        for (Revision revision : Revision.values()) {
            OF.put(revision, new Wording(revision));
        }
    }

    private final Revision revision;
    private final DefinitionWords definitions;
    private final ContentWords contents;

    private Wording(Revision revision) {
        this.revision = revision;
        this.definitions = new DefinitionWords(revision);
        this.contents = new ContentWords(revision);
    }

    public static Wording of(Revision revision) {
        return Objects.requireNonNull(OF.get(revision));
    }

    public Revision revision() {
        return revision;
    }

    /** Of what a client says it can do, what this revision knows. */
    public JsonSlice capabilities(JsonSlice declared) {
        JsonObject known = declared.members();
        if (!Known.ELICITATION.to(revision)) {
            known.remove("elicitation");
        } else if (known.has("elicitation") && !Known.URL_ELICITATION.to(revision)) {
            known.set("elicitation", JsonSlice.EMPTY_OBJECT);
        }
        if (known.has("sampling") && !Known.SAMPLING_TOOLS.to(revision)) {
            known.set("sampling", JsonSlice.EMPTY_OBJECT);
        }
        return known.toSlice();
    }

    /** Who the gateway says it is. */
    public JsonSlice implementation(JsonSlice implementation) {
        return definitions.implementation(implementation.members()).toSlice();
    }

    /** The parameters of a request of that method. */
    public JsonObject params(String method, JsonObject params) {
        boolean context = method.equals(McpMethod.COMPLETE) && !Known.COMPLETION_CONTEXT.to(revision);
        return context ? params.remove("context") : params;
    }

    /** The result of a request of that method. */
    public JsonObject result(String method, JsonObject result) {
        if (revision.isModern()) {
            return result;
        }
        String listed = LISTED.get(method);
        if (listed != null) {
            return each(result, listed, definitions::definition);
        }
        return switch (method) {
            case McpMethod.INITIALIZE ->
                each(each(result, "serverInfo", definitions::implementation), "capabilities", this::offered);
            case McpMethod.TOOLS_CALL -> contents.toolResult(result);
            case McpMethod.PROMPTS_GET -> each(result, "messages", contents::message);
            case McpMethod.RESOURCES_READ -> each(result, "contents", contents::resource);
            default -> result;
        };
    }

    private JsonObject offered(JsonObject capabilities) {
        return Known.COMPLETIONS.to(revision) ? capabilities : capabilities.remove("completions");
    }

    /** What a connector asks of a client, by method and parameters; empty if this revision has no words for it. */
    public Optional<JsonObject> question(String method, JsonObject params) {
        return switch (method) {
            case McpMethod.ELICIT -> new FormWords(revision).form(params);
            case McpMethod.SAMPLE -> new SamplingWords(revision).request(params);
            default -> Optional.of(params);
        };
    }

    /** The member, said otherwise: each element if it is an array, itself if it is an object. */
    static JsonObject each(JsonObject parent, String member, UnaryOperator<JsonObject> wording) {
        JsonSlice value = parent.get(member);
        if (value == null) {
            return parent;
        }
        return parent.set(
                member,
                value.isArray()
                        ? JsonObject.array(value.elements().stream()
                                .map(element -> said(element, wording))
                                .toList())
                        : said(value, wording));
    }

    private static JsonSlice said(JsonSlice value, UnaryOperator<JsonObject> wording) {
        return value.isObject() ? wording.apply(value.members()).toSlice() : value;
    }

    static boolean isOfTypeObject(@Nullable JsonSlice schema) {
        return schema != null && "object".equals(schema.members().text("type"));
    }
}
