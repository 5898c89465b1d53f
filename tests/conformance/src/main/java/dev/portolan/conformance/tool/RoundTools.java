package dev.portolan.conformance.tool;

import dev.portolan.conformance.call.FeatureCall;
import dev.portolan.conformance.call.Results;
import dev.portolan.conformance.question.Answers;
import dev.portolan.conformance.question.Questions;
import dev.portolan.conformance.question.RequestState;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tools that show multi round-trip requests: one question, several, several rounds, state, capabilities. */
final class RoundTools {
    private static final String PREFIX = "test_input_required_result_";
    private static final String SECOND_STEP = "step2:";

    private final Questions questions;
    private final RequestState states;

    RoundTools(Questions questions, RequestState states) {
        this.questions = questions;
        this.states = states;
    }

    Map<String, Tool> all() {
        return Map.of(
                PREFIX + "elicitation", this::elicitation,
                PREFIX + "sampling", this::sampling,
                PREFIX + "list_roots", this::listRoots,
                PREFIX + "request_state", call -> confirmed(call, "state-ok"),
                PREFIX + "tampered_state", call -> confirmed(call, "integrity-ok"),
                PREFIX + "multiple_inputs", this::multipleInputs,
                PREFIX + "multi_round", this::multiRound,
                PREFIX + "capabilities", this::capabilities);
    }

    private JsonObject elicitation(FeatureCall call) {
        String name = Answers.of(call).text("user_name", "content", "name");
        return name == null ? questions.ask(call, "user_name") : Results.text("Hello, " + name + "!");
    }

    private JsonObject sampling(FeatureCall call) {
        String answer = Answers.of(call).text("capital_question", "content", "text");
        return answer == null ? questions.ask(call, "capital_question") : Results.text(answer);
    }

    private JsonObject listRoots(FeatureCall call) {
        JsonSlice roots = Answers.of(call).at("client_roots", "roots");
        if (roots == null || !roots.isArray()) {
            return questions.ask(call, "client_roots");
        }
        List<String> uris = roots.elements().stream()
                .map(root -> String.valueOf(root.members().text("uri")))
                .toList();
        return Results.text("The client's roots: " + String.join(", ", uris));
    }

    private JsonObject confirmed(FeatureCall call, String word) {
        String state = states.open(call);
        return state != null && Answers.of(call).has("confirm")
                ? Results.text(state)
                : questions.askWithState(call, states.seal(call, word), "confirm");
    }

    private JsonObject multipleInputs(FeatureCall call) {
        @Nullable String state = states.open(call);
        String[] keys = {"user_name", "greeting", "client_roots"};
        return state != null && Answers.of(call).has(keys)
                ? Results.text("All three were answered.")
                : questions.askWithState(call, states.seal(call, "asked"), keys);
    }

    private JsonObject multiRound(FeatureCall call) {
        String state = states.open(call);
        Answers answers = Answers.of(call);
        if (state != null && state.startsWith(SECOND_STEP) && answers.has("step2")) {
            String name = state.substring(SECOND_STEP.length());
            return Results.text(name + " likes " + answers.text("step2", "content", "color"));
        }
        if (state != null && answers.has("step1")) {
            String name = answers.text("step1", "content", "name");
            return questions.askWithState(call, states.seal(call, SECOND_STEP + name), "step2");
        }
        return questions.askWithState(call, states.seal(call, "step1"), "step1");
    }

    private JsonObject capabilities(FeatureCall call) {
        List<String> keys = new ArrayList<>();
        if (call.clientCapabilities().has("elicitation")) {
            keys.add("value");
        }
        if (call.clientCapabilities().has("sampling")) {
            keys.add("greeting");
        }
        boolean answered = keys.stream().anyMatch(key -> Answers.of(call).has(key));
        return keys.isEmpty() || answered
                ? Results.text("Nothing more to ask of this client.")
                : questions.ask(call, keys.toArray(String[]::new));
    }
}
