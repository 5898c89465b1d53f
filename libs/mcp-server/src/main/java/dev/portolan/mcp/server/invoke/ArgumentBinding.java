package dev.portolan.mcp.server.invoke;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.mcp.server.CompleteContext;
import dev.portolan.mcp.server.RequestUri;
import dev.portolan.mcp.server.ToolCallException;
import dev.portolan.mcp.server.feature.FeatureMethod;
import dev.portolan.mcp.server.feature.FeatureParameter;
import dev.portolan.mcp.server.schema.JsonCodec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes Java arguments of JSON ones. */
public final class ArgumentBinding {
    private final JsonCodec codec;

    public ArgumentBinding(JsonCodec codec) {
        this.codec = codec;
    }

    /**
     * The arguments of a method in its order.
     *
     * @param given an object that its input schema accepts
     * @throws UnboundArgument if a type does not take its value
     * @throws ToolCallException if the constructor of an argument's type raised it
     */
    public @Nullable Object[] bind(FeatureMethod method, JsonNode given, CallScope scope) {
        @Nullable Object[] bound = new @Nullable Object[method.parameters().size()];
        for (int i = 0; i < bound.length; i++) {
            bound[i] = bind(method.parameters().get(i), given, scope);
        }
        return bound;
    }

    private @Nullable Object bind(FeatureParameter parameter, JsonNode given, CallScope scope) {
        return switch (parameter.kind()) {
            case ARGUMENT -> argument(parameter, given.get(parameter.name()));
            case PROGRESS -> scope.progress();
            case PROGRESS_TOKEN -> scope.progress().token().orElse(null);
            case CANCELLATION -> scope.cancellation();
            case REQUEST_URI -> new RequestUri(scope.uri());
            case COMPLETE_CONTEXT -> new CompleteContext(scope.filledIn());
        };
    }

    private @Nullable Object argument(FeatureParameter parameter, @Nullable JsonNode given) {
        JsonNode value = given == null || given.isNull() ? parameter.defaultValue() : given;
        Object bound = value == null ? null : value(parameter, value);
        return parameter.optional() ? Optional.ofNullable(bound) : bound;
    }

    private Object value(FeatureParameter parameter, JsonNode value) {
        try {
            return codec.bind(value, parameter.type());
        } catch (JsonProcessingException | IllegalArgumentException unfit) {
            if (unfit.getCause() instanceof ToolCallException ours) {
                throw ours;
            }
            throw new UnboundArgument("/" + parameter.name() + ": not a valid value for this argument");
        }
    }
}
