package dev.portolan.gateway.call;

import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.ProtocolError;
import org.jspecify.annotations.Nullable;

/**
 * A request that is to go to a connector: well-formed, from an authenticated caller, and named.
 *
 * @param asked the message it came as
 * @param operation what is to be done
 * @param kind the kind of feature it is done with
 * @param name public name of the tool or prompt, or public URI of the resource or template
 */
public record Call(Asked asked, Operation operation, FeatureKind kind, String name) {
    /**
     * Reads which feature a message is about.
     *
     * @throws ProtocolError with {@link ErrorCode#INVALID_PARAMS} if the name, URI or reference is missing
     */
    public static Call of(Operation operation, Asked asked) {
        return switch (operation) {
            case CALL_TOOL -> new Call(asked, operation, FeatureKind.TOOL, required(asked, "name"));
            case GET_PROMPT -> new Call(asked, operation, FeatureKind.PROMPT, required(asked, "name"));
            case READ_RESOURCE -> new Call(asked, operation, FeatureKind.RESOURCE, required(asked, "uri"));
            case COMPLETE -> completion(asked);
        };
    }

    private static Call completion(Asked asked) {
        JsonSlice ref = asked.message().params().get("ref");
        String type = ref == null ? null : ref.members().text("type");
        boolean prompt = "ref/prompt".equals(type);
        String name = ref == null ? null : ref.members().text(prompt ? "name" : "uri");
        if (name == null || !(prompt || "ref/resource".equals(type))) {
            throw missing(asked, "params.ref must be {type: ref/prompt, name} or {type: ref/resource, uri}");
        }
        return new Call(asked, Operation.COMPLETE, prompt ? FeatureKind.PROMPT : FeatureKind.TEMPLATE, name);
    }

    private static String required(Asked asked, String member) {
        String value = asked.message().params().text(member);
        if (value == null || value.isEmpty()) {
            throw missing(asked, "params." + member + " must be a non-empty string");
        }
        return value;
    }

    private static ProtocolError missing(Asked asked, String what) {
        return new ProtocolError(200, ErrorCode.INVALID_PARAMS, what)
                .about(asked.message().id());
    }

    /** The arguments as they came, or null if there are none. */
    public @Nullable JsonSlice arguments() {
        return asked.message().params().get(operation == Operation.COMPLETE ? "argument" : "arguments");
    }
}
