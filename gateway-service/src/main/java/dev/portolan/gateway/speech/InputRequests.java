package dev.portolan.gateway.speech;

import dev.portolan.gateway.call.InputKinds;
import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonRpc;
import dev.portolan.mcp.JsonRpcId;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpMethod;
import dev.portolan.mcp.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What connectors of the older era ask of callers, as the newest revision writes it (MCP 2026-07-28,
 * basic/patterns/mrtr): an {@code InputRequiredResult} instead of a request in the other direction.
 */
final class InputRequests {
    /** What the names of input requests begin with. */
    static final String KEY = "input-";

    /** JSON-RPC code of a user's no (MCP 2025-11-25, client/sampling). */
    private static final int REJECTED = -1;

    private InputRequests() {}

    /** The result that asks the caller one question; the state is how it comes back. */
    static JsonSlice asking(Message question, String state) {
        return required(List.of(request(question)), state);
    }

    /** A question as an input request. */
    static JsonSlice request(Message question) {
        JsonObject params =
                question.params().remove("_meta").remove("elicitationId").remove("task");
        JsonObject input = JsonObject.empty().set("method", question.method());
        if (!params.names().isEmpty() || !question.method().equals(McpMethod.ROOTS)) {
            input.set("params", params.toSlice());
        }
        return input.toSlice();
    }

    /** The result that has the caller open the pages that an error of code −32042 names, or empty if it names none. */
    static Optional<JsonSlice> opening(JsonSlice error) {
        JsonSlice data = error.member("data");
        JsonSlice pages = data == null ? null : data.member("elicitations");
        List<JsonSlice> inputs = new ArrayList<>();
        for (JsonSlice page : pages == null ? List.<JsonSlice>of() : pages.elements()) {
            JsonObject params = page.members().remove("elicitationId").set("mode", "url");
            inputs.add(JsonObject.empty()
                    .set("method", McpMethod.ELICIT)
                    .set("params", params.toSlice())
                    .toSlice());
        }
        return inputs.isEmpty() ? Optional.empty() : Optional.of(required(inputs, null));
    }

    private static JsonSlice required(List<JsonSlice> inputs, @Nullable String state) {
        JsonObject requests = JsonObject.empty();
        for (int i = 0; i < inputs.size(); i++) {
            requests.set(KEY + (i + 1), inputs.get(i));
        }
        JsonObject result =
                JsonObject.empty().set("resultType", "input_required").set("inputRequests", requests.toSlice());
        return (state == null ? result : result.set("requestState", state)).toSlice();
    }

    /** The JSON-RPC response to a question, as the caller's input responses have it; empty if they have none. */
    static Optional<JsonSlice> answer(JsonRpcId question, @Nullable JsonSlice inputResponses) {
        return response(question, inputResponses == null ? null : inputResponses.member(KEY + 1));
    }

    /** The JSON-RPC response that an input response is; empty if it is none. */
    static Optional<JsonSlice> response(JsonRpcId question, @Nullable JsonSlice response) {
        if (response == null || !response.isObject()) {
            return Optional.empty();
        }
        JsonSlice meta = response.member("_meta");
        boolean refused = meta != null && meta.member(InputKinds.REFUSED) != null;
        return Optional.of(
                refused
                        ? JsonRpc.error(question, REJECTED, "the user refused", null)
                        : JsonRpc.result(question, response));
    }

    /** The answer to a question that cannot be put to the caller. */
    static JsonSlice declined(JsonRpcId question, String method) {
        return method.equals(McpMethod.PING)
                ? JsonRpc.result(question, JsonSlice.EMPTY_OBJECT)
                : JsonRpc.error(question, ErrorCode.METHOD_NOT_FOUND, "not supported by this client", null);
    }
}
