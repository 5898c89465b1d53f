package dev.portolan.mcp.server.answer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.server.McpException;
import dev.portolan.mcp.server.ResourceContents;
import dev.portolan.mcp.server.ResourceResponse;
import dev.portolan.mcp.server.TextResourceContents;
import dev.portolan.mcp.server.feature.FeatureMethod;
import dev.portolan.mcp.server.feature.Features;
import dev.portolan.mcp.server.feature.ResourceFeature;
import dev.portolan.mcp.server.feature.TemplateFeature;
import dev.portolan.mcp.server.invoke.ArgumentBinding;
import dev.portolan.mcp.server.invoke.FeatureCalls;
import dev.portolan.mcp.server.schema.JsonCodec;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers {@code resources/read}: a resource of that very address, else the most specific template it is of. */
final class ResourceReads {
    private static final String JSON = "application/json";

    private final Features features;
    private final JsonCodec codec;
    private final ArgumentBinding binding;
    private final FeatureCalls calls;

    ResourceReads(Features features, JsonCodec codec, ArgumentBinding binding, FeatureCalls calls) {
        this.features = features;
        this.codec = codec;
        this.binding = binding;
        this.calls = calls;
    }

    Uni<JsonObject> answer(McpRequest request) {
        String uri = request.params().text("uri");
        if (uri == null) {
            throw Faults.invalidParams("params.uri must be an address");
        }
        Optional<ResourceFeature> fixed = features.resources().stream()
                .filter(r -> r.declaration().uri().equals(uri))
                .findFirst();
        if (fixed.isPresent()) {
            return read(request, uri, fixed.get().method(), Map.of())
                    .map(returned -> result(uri, fixed.get().declaration().mimeType(), returned));
        }
        TemplateFeature template = features.templateFor(uri).orElseThrow(() -> McpException.resourceNotFound(uri));
        Map<String, String> variables = template.template().match(uri).orElseThrow();
        return read(request, uri, template.method(), variables)
                .map(returned -> result(uri, template.declaration().mimeType(), returned));
    }

    private Uni<@Nullable Object> read(
            McpRequest request, String uri, FeatureMethod method, Map<String, String> variables) {
        ObjectNode arguments = codec.mapper().createObjectNode();
        variables.forEach(arguments::put);
        var scope = request.scope().reading(uri);
        return calls.call(method, binding.bind(method, arguments, scope), scope);
    }

    private JsonObject result(String uri, String declaredMimeType, @Nullable Object returned) {
        return JsonObject.empty()
                .set(
                        "contents",
                        JsonObject.array(contents(uri, declaredMimeType, returned).stream()
                                .map(c -> ContentJson.contents(c, declaredMimeType))
                                .toList()));
    }

    private List<? extends ResourceContents> contents(String uri, String declaredMimeType, @Nullable Object returned) {
        if (returned == null) {
            throw McpException.resourceNotFound(uri);
        }
        if (returned instanceof ResourceResponse response) {
            return response.contents();
        }
        if (returned instanceof ResourceContents contents) {
            return List.of(contents);
        }
        if (returned instanceof String text) {
            return List.of(TextResourceContents.create(uri, text));
        }
        if (returned instanceof List<?> several
                && !several.isEmpty()
                && several.stream().allMatch(ResourceContents.class::isInstance)) {
            return several.stream().map(ResourceContents.class::cast).toList();
        }
        String json = new String(codec.bytes(codec.tree(returned)), StandardCharsets.UTF_8);
        return List.of(new TextResourceContents(uri, json, declaredMimeType.isEmpty() ? JSON : null));
    }
}
