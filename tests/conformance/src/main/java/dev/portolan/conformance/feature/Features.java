package dev.portolan.conformance.feature;

import dev.portolan.conformance.call.Announcements;
import dev.portolan.conformance.call.FeatureCall;
import dev.portolan.conformance.call.Results;
import dev.portolan.conformance.question.Questions;
import dev.portolan.conformance.tool.Tools;
import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpMethod;
import dev.portolan.mcp.ProtocolError;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Everything that is offered in one era, by the method that asks for it. */
public final class Features {
    private static final List<String> WORDS = List.of("paris", "park", "party", "test", "testing");

    private final Tools tools;
    private final Prompts prompts;
    private final Resources resources;
    private final Announcements announcements;

    private Features(Tools tools, Prompts prompts, Resources resources, Announcements announcements) {
        this.tools = tools;
        this.prompts = prompts;
        this.resources = resources;
        this.announcements = announcements;
    }

    /** What 2026-07-28 is offered. */
    public static Features modern(Tools tools, Questions questions, Announcements announcements) {
        return new Features(tools, new Prompts(questions), Resources.modern(), announcements);
    }

    /** What the revisions before are offered. */
    public static Features legacy(Tools tools, Questions questions, Announcements announcements) {
        return new Features(tools, new Prompts(questions), Resources.legacy(), announcements);
    }

    /**
     * Answers a request.
     *
     * @throws ProtocolError if there is no such method, or nothing of the name it asks for
     */
    public JsonObject answer(String method, FeatureCall call) {
        return switch (method) {
            case McpMethod.TOOLS_LIST -> JsonObject.empty().set("tools", now("tools", tools.definitions()));
            case McpMethod.TOOLS_CALL -> tools.call(call);
            case McpMethod.PROMPTS_LIST -> JsonObject.empty().set("prompts", now("prompts", prompts.definitions()));
            case McpMethod.PROMPTS_GET -> prompts.get(call);
            case McpMethod.RESOURCES_LIST -> JsonObject.empty().set("resources", resources.definitions());
            case McpMethod.TEMPLATES_LIST -> JsonObject.empty().set("resourceTemplates", resources.templates());
            case McpMethod.RESOURCES_READ -> resources.read(call.params().text("uri"));
            case McpMethod.COMPLETE -> complete(call);
            default -> throw new ProtocolError(404, ErrorCode.METHOD_NOT_FOUND, "there is no such method");
        };
    }

    /** A list that is said to have changed is another one, or a gateway need not pass it on: its first entry tells. */
    private JsonSlice now(String list, JsonSlice definitions) {
        int times = announcements.times(list);
        if (times == 0) {
            return definitions;
        }
        List<JsonSlice> entries = new ArrayList<>(definitions.elements());
        JsonObject first = entries.get(0).members();
        String told = first.text("description") + " This list changed " + times + " times.";
        entries.set(0, first.set("description", told).toSlice());
        return JsonObject.array(entries);
    }

    private JsonObject complete(FeatureCall call) {
        JsonSlice ref = call.params().get("ref");
        JsonObject asked = ref == null ? JsonObject.empty() : ref.members();
        String prompt = asked.text("name");
        if ("ref/prompt".equals(asked.text("type")) && (prompt == null || !prompts.has(prompt))) {
            throw Results.invalidParams("there is no prompt of this name");
        }
        JsonSlice argument = call.params().get("argument");
        String start = argument == null ? null : argument.members().text("value");
        Stream<String> words = WORDS.stream().filter(word -> word.startsWith(start == null ? "" : start));
        List<JsonSlice> values = words.map(JsonSlice::ofText).toList();
        JsonObject completion = JsonObject.empty()
                .set("values", JsonObject.array(values))
                .set("total", values.size())
                .set("hasMore", false);
        return JsonObject.empty().set("completion", completion.toSlice());
    }
}
