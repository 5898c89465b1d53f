package dev.portolan.gateway.screen;

import dev.portolan.gateway.call.Call;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.InputKinds;
import dev.portolan.gateway.call.Operation;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.call.Reply;
import dev.portolan.gateway.catalog.RoutedCall;
import dev.portolan.gateway.policy.PermittedCall;
import dev.portolan.gateway.spill.LongStrings;
import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.MetaKey;
import dev.portolan.mcp.Revision;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides what of a connector's answer the caller may see. */
public final class ResultScreen {
    private static final int LONGEST_MESSAGE = 500;

    /** Errors that say what is wrong with the request; all others may carry a stranger's stack trace. */
    private static final Set<Long> ABOUT_THE_REQUEST =
            Set.of((long) ErrorCode.INVALID_PARAMS, (long) ErrorCode.MISSING_CLIENT_CAPABILITY);

    private static final List<String> INPUTS = List.of("elicitation", "sampling", "roots");

    private final InputScreen inputs;
    private final TaskScreen tasks;

    public ResultScreen(RequestStates states, TaskIds ids) {
        this.inputs = new InputScreen(states);
        this.tasks = new TaskScreen(ids);
    }

    /**
     * @throws CallRefused with {@link Refusal#CONNECTOR_MISBEHAVED} if the answer is none MCP allows, or breaks the
     *     tool's own output schema
     */
    public ScreenedReply screen(PermittedCall permitted, Reply reply) {
        return reply.failed() ? error(permitted, reply) : result(permitted, reply);
    }

    /**
     * The same, for an answer whose long strings are on disk.
     *
     * @throws CallRefused also if one of them lies where it would have to be looked at
     */
    public ScreenedReply screen(PermittedCall permitted, Reply reply, LongStrings strings) {
        JsonSlice structured = reply.body().member("structuredContent");
        if (reply.failed() || "input_required".equals(reply.body().members().text("resultType"))) {
            checkWithout(strings, permitted, reply.body(), "it is neither a result nor short");
        }
        if (structured != null && (permitted.routed().check().structured() || !isSaidAsItIs(permitted, structured))) {
            checkWithout(strings, permitted, structured, "its structured result is too long to be looked at in memory");
        }
        ScreenedReply screened = screen(permitted, reply);
        if (!strings.fits(screened.body().toBytes())) {
            throw misbehaved(permitted, "one of its names or URIs is too long");
        }
        return screened;
    }

    /** Clients of older revisions are given some structured results as text (MCP 2025-06-18, tools). */
    private static boolean isSaidAsItIs(PermittedCall permitted, JsonSlice structured) {
        Revision client = permitted.routed().call().asked().revision();
        return client.isModern() || structured.isObject() && client.compareTo(Revision.V2025_06_18) >= 0;
    }

    private static void checkWithout(LongStrings strings, PermittedCall permitted, JsonSlice part, String why) {
        if (strings.isIn(part.toBytes())) {
            throw misbehaved(permitted, why);
        }
    }

    private static ScreenedReply error(PermittedCall permitted, Reply reply) {
        JsonObject given = reply.body().members();
        Long code = code(given);
        Call call = permitted.routed().call();
        boolean onlyIdIsWrong = call.operation() == Operation.GET_TASK || call.operation() == Operation.CANCEL_TASK;
        if (onlyIdIsWrong && code != null && code == ErrorCode.INVALID_PARAMS) {
            throw call.unknown("");
        }
        JsonObject error = error(permitted, given);
        return new ScreenedReply(
                ScreenedReply.Kind.PROTOCOL_ERROR, error.toSlice(), code == null ? 0 : code, reply.micros());
    }

    private static @Nullable Long code(JsonObject error) {
        JsonSlice stated = error.get("code");
        return stated == null ? null : stated.integer();
    }

    /** An error as the caller may see it. */
    static JsonObject error(PermittedCall permitted, JsonObject error) {
        Long code = code(error);
        if (code == null || error.text("message") == null) {
            throw misbehaved(permitted, "its error has no code or message");
        }
        boolean modern = permitted.routed().call().asked().revision().isModern();
        if (code == ErrorCode.MISSING_CLIENT_CAPABILITY && !modern) {
            throw new CallRefused(
                    Refusal.INPUT_UNAVAILABLE,
                    "The connector needs its user's input, which this client cannot be asked for: "
                            + capabilities(error.get("data")));
        }
        if (!ABOUT_THE_REQUEST.contains(code)) {
            error.set("message", "connector " + permitted.routed().feature().connector() + " failed with code " + code);
            error.set("code", ErrorCode.INTERNAL_ERROR).remove("data");
        } else {
            error.set("message", Text.cleaned(String.valueOf(error.text("message")), LONGEST_MESSAGE));
        }
        if (code == ErrorCode.INVALID_PARAMS) {
            error.remove("data");
            if (permitted.routed().call().operation() == Operation.READ_RESOURCE) {
                String uri = permitted.routed().call().name();
                error.set("data", JsonObject.empty().set("uri", uri).toSlice());
            }
        }
        return error;
    }

    /** Those that MCP knows, of those that a connector says it needs. */
    private static String capabilities(@Nullable JsonSlice data) {
        JsonSlice required = data == null ? null : data.member("requiredCapabilities");
        Set<String> names = required == null ? Set.of() : required.members().names();
        return String.join(", ", INPUTS.stream().filter(names::contains).toList());
    }

    private ScreenedReply result(PermittedCall permitted, Reply reply) {
        JsonObject result = reply.body().members();
        String type = result.text("resultType");
        if (!reply.body().isObject() || type == null) {
            throw misbehaved(permitted, "its result is no object with a resultType");
        }
        Operation operation = permitted.routed().call().operation();
        if (operation.isAboutTask()) {
            result = operation == Operation.GET_TASK ? tasks.detailed(permitted, result) : TaskScreen.acknowledged();
        } else {
            switch (type) {
                case "complete" -> checkComplete(permitted, result);
                case "input_required" -> inputs.wanted(permitted, result, reply.held());
                case "task" -> tasks.created(permitted, result, reply.held());
                default -> throw misbehaved(permitted, "its resultType is not known");
            }
        }
        permitted.routed().toPublic().result(result);
        result.set("_meta", meta(permitted, result));
        JsonSlice isError = result.get("isError");
        boolean failed = isError != null && isError.isTrue() || TaskScreen.failed(result);
        ScreenedReply.Kind kind = failed
                ? ScreenedReply.Kind.TOOL_ERROR
                : type.equals("complete") || operation.isAboutTask()
                        ? ScreenedReply.Kind.RESULT
                        : ScreenedReply.Kind.NO_RESULT_YET;
        return new ScreenedReply(kind, result.toSlice(), 0, reply.micros());
    }

    static void checkComplete(PermittedCall permitted, JsonObject result) {
        RoutedCall routed = permitted.routed();
        String required =
                switch (routed.call().operation()) {
                    case CALL_TOOL, GET_TASK, UPDATE_TASK, CANCEL_TASK -> "content";
                    case GET_PROMPT -> "messages";
                    case READ_RESOURCE -> "contents";
                    case COMPLETE -> "completion";
                };
        JsonSlice given = result.get(required);
        boolean wellFormed =
                given != null && (routed.call().operation() == Operation.COMPLETE ? given.isObject() : given.isArray());
        if (!wellFormed) {
            throw misbehaved(permitted, "its result has no " + required);
        }
        if (routed.call().operation() == Operation.READ_RESOURCE) {
            // Whatever a connector says, what one caller may read is not for a shared cache to give to another.
            result.set("cacheScope", "private");
            if (!result.has("ttlMs")) {
                result.set("ttlMs", 0);
            }
        }
        JsonSlice isError = result.get("isError");
        if (routed.check().structured() && (isError == null || !isError.isTrue())) {
            JsonSlice structured = result.get("structuredContent");
            List<String> faults = structured == null
                    ? List.of("/: structuredContent is missing")
                    : routed.check().faultsOfResult(structured);
            if (!faults.isEmpty()) {
                throw misbehaved(permitted, "its structured result breaks its own output schema");
            }
        }
    }

    private static JsonSlice meta(PermittedCall permitted, JsonObject result) {
        JsonSlice given = result.get("_meta");
        JsonObject meta = given == null ? JsonObject.empty() : given.members();
        return meta.remove(MetaKey.SERVER_INFO)
                .set(InputKinds.CONNECTOR, permitted.routed().feature().connector())
                .toSlice();
    }

    static CallRefused misbehaved(PermittedCall permitted, String how) {
        return new CallRefused(
                Refusal.CONNECTOR_MISBEHAVED,
                "The answer of connector " + permitted.routed().feature().connector() + " was withheld: " + how);
    }
}
