package dev.portolan.conformance.feature;

import dev.portolan.conformance.call.Documents;
import dev.portolan.conformance.call.FeatureCall;
import dev.portolan.conformance.call.Results;
import dev.portolan.conformance.question.Answers;
import dev.portolan.conformance.question.Questions;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import java.util.Arrays;
import java.util.List;

/** The fixture's prompts. */
final class Prompts {
    private final JsonSlice definitions = Documents.read("prompts.json");
    private final JsonObject contents = Documents.read("contents.json").members();
    private final Questions questions;

    Prompts(Questions questions) {
        this.questions = questions;
    }

    JsonSlice definitions() {
        return definitions;
    }

    boolean has(String name) {
        return definitions.elements().stream()
                .anyMatch(prompt -> name.equals(prompt.members().text("name")));
    }

    JsonObject get(FeatureCall call) {
        return switch (call.name()) {
            case "test_simple_prompt" -> said(text("This is a simple prompt for testing."));
            case "test_prompt_with_arguments" ->
                said(text("Prompt with arguments: arg1='" + call.argument("arg1") + "', arg2='" + call.argument("arg2")
                        + "'"));
            case "test_prompt_with_embedded_resource" ->
                said(embedded(call.argument("resourceUri")), text("Please process the embedded resource above."));
            case "test_prompt_with_image" -> said(content("image"));
            case "test_input_required_result_prompt" -> asking(call);
            default -> throw Results.invalidParams("there is no prompt of this name");
        };
    }

    private JsonObject asking(FeatureCall call) {
        String context = Answers.of(call).text("user_context", "content", "context");
        return context == null ? questions.ask(call, "user_context") : said(text("Context: " + context));
    }

    private static JsonSlice embedded(String uri) {
        JsonSlice resource = JsonObject.empty()
                .set("uri", uri)
                .set("mimeType", "text/plain")
                .set("text", "Embedded resource content for testing.")
                .toSlice();
        return JsonObject.empty()
                .set("type", "resource")
                .set("resource", resource)
                .toSlice();
    }

    private static JsonSlice text(String text) {
        return JsonObject.empty().set("type", "text").set("text", text).toSlice();
    }

    private JsonSlice content(String name) {
        JsonSlice content = contents.get(name);
        if (content == null) {
            throw new IllegalStateException("contents.json lacks " + name);
        }
        return content;
    }

    private static JsonObject said(JsonSlice... contents) {
        List<JsonSlice> messages = Arrays.stream(contents)
                .map(content -> JsonObject.empty()
                        .set("role", "user")
                        .set("content", content)
                        .toSlice())
                .toList();
        return JsonObject.empty().set("messages", JsonObject.array(messages));
    }
}
