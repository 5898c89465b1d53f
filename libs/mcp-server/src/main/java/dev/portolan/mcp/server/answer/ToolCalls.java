package dev.portolan.mcp.server.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.server.ToolCallException;
import dev.portolan.mcp.server.feature.FeatureParameter;
import dev.portolan.mcp.server.feature.Features;
import dev.portolan.mcp.server.feature.ToolFeature;
import dev.portolan.mcp.server.invoke.ArgumentBinding;
import dev.portolan.mcp.server.invoke.FeatureCalls;
import dev.portolan.mcp.server.invoke.UnboundArgument;
import dev.portolan.mcp.server.schema.JsonCodec;
import dev.portolan.mcp.server.schema.SchemaFault;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code tools/call}. A tool that is not there is a protocol error; arguments that do not fit are a result
 * with {@code isError}, so that the model can read what was wrong and try again.
 */
final class ToolCalls {
    private final Features features;
    private final JsonCodec codec;
    private final ArgumentBinding binding;
    private final FeatureCalls calls;
    private final ToolResults results;

    ToolCalls(Features features, JsonCodec codec, ArgumentBinding binding, FeatureCalls calls, ToolResults results) {
        this.features = features;
        this.codec = codec;
        this.binding = binding;
        this.calls = calls;
        this.results = results;
    }

    Uni<JsonObject> answer(McpRequest request) {
        String name = request.params().text("name");
        if (name == null) {
            throw Faults.invalidParams("params.name must name a tool");
        }
        ToolFeature tool = features.tool(name).orElseThrow(() -> Faults.invalidParams("unknown tool"));
        ObjectNode arguments = arguments(request, tool);
        List<SchemaFault> faults = tool.inputCheck().faults(arguments);
        if (!faults.isEmpty()) {
            return refused(faults.stream().map(SchemaFault::explained).collect(Collectors.joining("; ")));
        }
        @Nullable Object[] bound;
        try {
            bound = binding.bind(tool.method(), arguments, request.scope());
        } catch (UnboundArgument unfit) {
            return refused(unfit.text());
        } catch (ToolCallException ours) {
            return Uni.createFrom().item(results.failed(tool, ours));
        }
        return calls.call(tool.method(), bound, request.scope())
                .map(returned -> results.of(tool, returned))
                .onFailure()
                .recoverWithItem(failure -> results.failed(tool, failure));
    }

    private Uni<JsonObject> refused(String why) {
        return Uni.createFrom().item(results.error("invalid arguments: " + why));
    }

    /** Models often write null for "not given"; for arguments that need not be given the two mean the same. */
    private ObjectNode arguments(McpRequest request, ToolFeature tool) {
        JsonSlice given = request.params().get("arguments");
        if (given == null) {
            return codec.mapper().createObjectNode();
        }
        JsonNode tree = codec.read(given.toBytes());
        if (!(tree instanceof ObjectNode arguments)) {
            throw Faults.invalidParams("params.arguments must be an object");
        }
        for (FeatureParameter parameter : tool.method().arguments()) {
            if (!parameter.required() && arguments.path(parameter.name()).isNull()) {
                arguments.remove(parameter.name());
            }
        }
        return arguments;
    }
}
