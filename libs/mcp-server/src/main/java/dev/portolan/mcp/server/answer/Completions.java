package dev.portolan.mcp.server.answer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.server.CompletionResponse;
import dev.portolan.mcp.server.feature.CompletionFeature;
import dev.portolan.mcp.server.feature.FeatureParameter;
import dev.portolan.mcp.server.feature.Features;
import dev.portolan.mcp.server.feature.PromptFeature;
import dev.portolan.mcp.server.feature.TemplateFeature;
import dev.portolan.mcp.server.invoke.ArgumentBinding;
import dev.portolan.mcp.server.invoke.FeatureCalls;
import dev.portolan.mcp.server.schema.JsonCodec;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers {@code completion/complete}. An argument nobody completes has no proposals, which is no error. */
final class Completions {
    private final Features features;
    private final JsonCodec codec;
    private final ArgumentBinding binding;
    private final FeatureCalls calls;

    Completions(Features features, JsonCodec codec, ArgumentBinding binding, FeatureCalls calls) {
        this.features = features;
        this.codec = codec;
        this.binding = binding;
        this.calls = calls;
    }

    Uni<JsonObject> answer(McpRequest request) {
        JsonObject argument = members(request.params().get("argument"));
        String name = argument.text("name");
        String value = argument.text("value");
        if (name == null || value == null) {
            throw Faults.invalidParams("params.argument must have a name and a value");
        }
        Optional<CompletionFeature> completion = find(members(request.params().get("ref")), name);
        if (completion.isEmpty()) {
            return Uni.createFrom().item(result(CompletionResponse.create(List.of())));
        }
        ObjectNode arguments = codec.mapper().createObjectNode().put(name, value);
        var scope = request.scope()
                .knowing(filledIn(members(request.params().get("context")).get("arguments")));
        return calls.call(
                        completion.get().method(), binding.bind(completion.get().method(), arguments, scope), scope)
                .map(returned -> result(response(returned)));
    }

    private Optional<CompletionFeature> find(JsonObject ref, String argument) {
        String type = String.valueOf(ref.text("type"));
        if (type.equals("ref/prompt")) {
            PromptFeature prompt = features.prompt(String.valueOf(ref.text("name")))
                    .orElseThrow(() -> Faults.invalidParams("unknown prompt"));
            known(prompt.method().arguments().stream()
                    .map(FeatureParameter::name)
                    .anyMatch(argument::equals));
            return features.promptCompletion(prompt.name(), argument);
        }
        if (type.equals("ref/resource")) {
            String uri = String.valueOf(ref.text("uri"));
            TemplateFeature template = features.templates().stream()
                    .filter(t -> t.template().text().equals(uri))
                    .findFirst()
                    .or(() -> features.templateFor(uri))
                    .orElseThrow(() -> Faults.invalidParams("unknown resource template"));
            known(template.template().variables().contains(argument));
            return features.templateCompletion(template.name(), argument);
        }
        throw Faults.invalidParams("params.ref.type must be ref/prompt or ref/resource");
    }

    private static void known(boolean argument) {
        if (!argument) {
            throw Faults.invalidParams("params.argument.name is no argument of what params.ref names");
        }
    }

    private static JsonObject members(@Nullable JsonSlice object) {
        return object == null ? JsonObject.empty() : object.members();
    }

    private static Map<String, String> filledIn(@Nullable JsonSlice given) {
        JsonObject arguments = members(given);
        Map<String, String> filledIn = new HashMap<>();
        for (String name : arguments.names()) {
            String value = arguments.text(name);
            if (value != null) {
                filledIn.put(name, value);
            }
        }
        return filledIn;
    }

    private static CompletionResponse response(@Nullable Object returned) {
        if (returned instanceof CompletionResponse response) {
            return response;
        }
        if (returned instanceof List<?> values) {
            return CompletionResponse.create(
                    values.stream().map(String.class::cast).toList());
        }
        if (returned instanceof String only) {
            return CompletionResponse.create(List.of(only));
        }
        throw new IllegalStateException("a completion returns CompletionResponse or a list of strings");
    }

    private static JsonObject result(CompletionResponse response) {
        JsonObject completion = JsonObject.empty()
                .set(
                        "values",
                        JsonObject.array(response.values().stream()
                                .map(JsonSlice::ofText)
                                .toList()));
        Integer total = response.total();
        if (total != null) {
            completion.set("total", total);
        }
        Boolean hasMore = response.hasMore();
        if (hasMore != null) {
            completion.set("hasMore", hasMore);
        }
        return JsonObject.empty().set("completion", completion.toSlice());
    }
}
