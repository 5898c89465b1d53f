package dev.portolan.conformance.legacy;

import dev.portolan.conformance.call.FeatureCall;
import dev.portolan.conformance.call.Results;
import dev.portolan.conformance.feature.Features;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import java.util.Optional;

/** Lets features that ask by multi round-trip requests ask clients that know only requests from server to client. */
final class Rounds {
    private static final int MOST = 10;

    private final Features features;

    Rounds(Features features) {
        this.features = features;
    }

    /**
     * Answers a request, asking the client as often as the feature wants to know something.
     *
     * @throws dev.portolan.mcp.ProtocolError if the request cannot be served
     */
    JsonObject answer(String method, FeatureCall call, LegacyReports reports) {
        FeatureCall round = call;
        for (int i = 0; i < MOST; i++) {
            JsonObject result = features.answer(method, round);
            JsonSlice questions = result.get("inputRequests");
            if (questions == null) {
                return result;
            }
            Optional<JsonObject> answers = answers(questions.members(), reports);
            if (answers.isEmpty()) {
                return Results.toolError("the client did not answer");
            }
            JsonObject params =
                    JsonSlice.trusted(call.params().toSlice().toBytes()).members();
            params.set("inputResponses", answers.get().toSlice());
            round = call.with(params.setIfPresent("requestState", result.get("requestState")));
        }
        return Results.toolError("too many questions");
    }

    private static Optional<JsonObject> answers(JsonObject questions, LegacyReports reports) {
        JsonObject answers = JsonObject.empty();
        for (String key : questions.names()) {
            JsonSlice question = questions.get(key);
            JsonObject members = question == null ? JsonObject.empty() : question.members();
            JsonSlice params = members.get("params");
            Optional<JsonSlice> answer = reports.ask(
                    String.valueOf(members.text("method")), params == null ? JsonSlice.EMPTY_OBJECT : params);
            if (answer.isEmpty()) {
                return Optional.empty();
            }
            answers.set(key, answer.get());
        }
        return Optional.of(answers);
    }
}
