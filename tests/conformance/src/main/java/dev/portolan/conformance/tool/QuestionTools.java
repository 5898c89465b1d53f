package dev.portolan.conformance.tool;

import dev.portolan.conformance.call.FeatureCall;
import dev.portolan.conformance.call.Results;
import dev.portolan.conformance.question.Answers;
import dev.portolan.conformance.question.Questions;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import java.util.List;
import java.util.Map;

/** Tools that ask one question, which the older era puts as a request from server to client. */
final class QuestionTools {
    private static final String KEY = "question";

    private final Questions questions;

    QuestionTools(Questions questions) {
        this.questions = questions;
    }

    Map<String, Tool> all() {
        return Map.of(
                "test_sampling", this::sampling,
                "test_elicitation", this::elicitation,
                "test_elicitation_sep1034_defaults", call -> form(call, "defaults"),
                "test_elicitation_sep1330_enums", call -> form(call, "enums"),
                "test_missing_capability", this::missingCapability);
    }

    private JsonObject sampling(FeatureCall call) {
        Answers answers = Answers.of(call);
        if (answers.has(KEY)) {
            return Results.text("LLM response: " + answers.text(KEY, "content", "text"));
        }
        JsonSlice content = JsonObject.empty()
                .set("type", "text")
                .set("text", call.argument("prompt"))
                .toSlice();
        JsonSlice message =
                JsonObject.empty().set("role", "user").set("content", content).toSlice();
        JsonObject params = JsonObject.empty()
                .set("messages", JsonObject.array(List.of(message)))
                .set("maxTokens", 100);
        return ask(call, JsonObject.empty().set("method", "sampling/createMessage"), params);
    }

    private JsonObject elicitation(FeatureCall call) {
        Answers answers = Answers.of(call);
        if (answers.has(KEY)) {
            return Results.text("User response: " + said(answers));
        }
        JsonObject fixed = questions.fixed("username_and_email").members();
        JsonSlice params = fixed.get("params");
        JsonObject asked = params == null ? JsonObject.empty() : params.members();
        return ask(call, fixed, asked.set("message", call.argument("message")));
    }

    private JsonObject form(FeatureCall call, String question) {
        Answers answers = Answers.of(call);
        return answers.has(KEY)
                ? Results.text("Elicitation completed: " + said(answers))
                : questions.ask(call, JsonObject.empty().set(KEY, questions.fixed(question)), null);
    }

    private JsonObject missingCapability(FeatureCall call) {
        return Answers.of(call).has("pong") ? Results.text("Sampled.") : questions.ask(call, "pong");
    }

    private JsonObject ask(FeatureCall call, JsonObject question, JsonObject params) {
        JsonSlice asked = question.set("params", params.toSlice()).toSlice();
        return questions.ask(call, JsonObject.empty().set(KEY, asked), null);
    }

    private static String said(Answers answers) {
        JsonSlice content = answers.at(KEY, "content");
        return "action=" + answers.text(KEY, "action") + ", content=" + (content == null ? "{}" : content.json());
    }
}
