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
 * @param name public name of the tool or prompt, or public URI of the resource or template; of a task, until it is
 *     known by its id, nothing
 * @param task the task it is about; null if it is about none, or it is not known yet
 */
public record Call(
        Asked asked,
        Operation operation,
        FeatureKind kind,
        String name,
        @Nullable Task task) {
    /**
     * What a tool's call became.
     *
     * @param connector the connector that has it
     * @param tool the connector's own name of the tool
     * @param id its id there
     * @param origin the {@link Origin#callId} of the call that became it
     */
    public record Task(String connector, String tool, String id, String origin) {}

    private Call(Asked asked, Operation operation, FeatureKind kind, String name) {
        this(asked, operation, kind, name, null);
    }

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
            case GET_TASK, UPDATE_TASK, CANCEL_TASK -> {
                required(asked, "taskId");
                yield new Call(asked, operation, FeatureKind.TOOL, "");
            }
        };
    }

    /** The same call, now that it is known which tool's task it is about. */
    public Call about(String tool, Task known) {
        return new Call(asked, operation, FeatureKind.TOOL, tool, known);
    }

    /**
     * One answer for what does not exist and what is not for this caller to know of.
     *
     * @param rule the rule that hides it, for the record only; empty if it does not exist
     */
    public CallRefused unknown(String rule) {
        return operation.isAboutTask() ? CallRefused.unknownTask(rule) : CallRefused.unknown(kind, name, rule);
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
