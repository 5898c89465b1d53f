package dev.portolan.mcp.server.answer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.server.PromptMessage;
import dev.portolan.mcp.server.PromptResponse;
import dev.portolan.mcp.server.feature.FeatureMethod;
import dev.portolan.mcp.server.feature.FeatureParameter;
import dev.portolan.mcp.server.feature.Features;
import dev.portolan.mcp.server.feature.PromptFeature;
import dev.portolan.mcp.server.invoke.ArgumentBinding;
import dev.portolan.mcp.server.invoke.FeatureCalls;
import dev.portolan.mcp.server.schema.JsonCodec;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers {@code prompts/get}. */
final class PromptGets {
    private final Features features;
    private final JsonCodec codec;
    private final ArgumentBinding binding;
    private final FeatureCalls calls;

    PromptGets(Features features, JsonCodec codec, ArgumentBinding binding, FeatureCalls calls) {
        this.features = features;
        this.codec = codec;
        this.binding = binding;
        this.calls = calls;
    }

    Uni<JsonObject> answer(McpRequest request) {
        String name = request.params().text("name");
        if (name == null) {
            throw Faults.invalidParams("params.name must name a prompt");
        }
        PromptFeature prompt = features.prompt(name).orElseThrow(() -> Faults.invalidParams("unknown prompt"));
        ObjectNode arguments = arguments(request.params().get("arguments"), prompt.method());
        return calls.call(prompt.method(), binding.bind(prompt.method(), arguments, request.scope()), request.scope())
                .map(PromptGets::result);
    }

    private ObjectNode arguments(@Nullable JsonSlice given, FeatureMethod method) {
        JsonObject members = given == null ? JsonObject.empty() : given.members();
        ObjectNode arguments = codec.mapper().createObjectNode();
        for (String name : members.names()) {
            String value = members.text(name);
            boolean known = method.arguments().stream().anyMatch(a -> a.name().equals(name));
            if (!known || value == null) {
                throw Faults.invalidParams(
                        known ? "argument " + name + " must be a string" : "the prompt has no argument of such a name");
            }
            arguments.put(name, value);
        }
        for (FeatureParameter argument : method.arguments()) {
            if (argument.required() && !arguments.has(argument.name())) {
                throw Faults.invalidParams("argument " + argument.name() + " is missing");
            }
        }
        return arguments;
    }

    private static JsonObject result(@Nullable Object returned) {
        PromptResponse response = response(returned);
        JsonObject result = JsonObject.empty();
        ContentJson.text(result, "description", response.description());
        return result.set(
                "messages",
                JsonObject.array(
                        response.messages().stream().map(PromptGets::message).toList()));
    }

    private static PromptResponse response(@Nullable Object returned) {
        if (returned instanceof PromptResponse response) {
            return response;
        }
        if (returned instanceof PromptMessage message) {
            return PromptResponse.withMessages(message);
        }
        if (returned instanceof List<?> messages) {
            return PromptResponse.withMessages(
                    messages.stream().map(PromptMessage.class::cast).toList());
        }
        throw new IllegalStateException("a prompt returns PromptResponse, PromptMessage or a list of these");
    }

    private static JsonSlice message(PromptMessage message) {
        return JsonObject.empty()
                .set("role", message.role().wire())
                .set("content", ContentJson.of(message.content()))
                .toSlice();
    }
}
