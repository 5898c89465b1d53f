package dev.portolan.mcp;

import org.jspecify.annotations.Nullable;

/** Writes JSON-RPC 2.0 messages (https://www.jsonrpc.org/specification, as MCP narrows it). */
public final class JsonRpc {
    private static final JsonSlice VERSION = JsonSlice.ofText("2.0");

    private JsonRpc() {}

    public static JsonSlice request(JsonRpcId id, String method, JsonSlice params) {
        return JsonObject.empty()
                .set("jsonrpc", VERSION)
                .set("id", JsonSlice.trusted(id.json()))
                .set("method", method)
                .set("params", params)
                .toSlice();
    }

    public static JsonSlice notification(String method, JsonSlice params) {
        return JsonObject.empty()
                .set("jsonrpc", VERSION)
                .set("method", method)
                .set("params", params)
                .toSlice();
    }

    public static JsonSlice result(JsonRpcId id, JsonSlice result) {
        return JsonObject.empty()
                .set("jsonrpc", VERSION)
                .set("id", JsonSlice.trusted(id.json()))
                .set("result", result)
                .toSlice();
    }

    /** An error response; without an id if the request's could not be read. */
    public static JsonSlice error(@Nullable JsonRpcId id, int code, String message, @Nullable JsonSlice data) {
        JsonObject error =
                JsonObject.empty().set("code", code).set("message", message).setIfPresent("data", data);
        JsonObject response = JsonObject.empty().set("jsonrpc", VERSION);
        if (id != null) {
            response.set("id", JsonSlice.trusted(id.json()));
        }
        return response.set("error", error.toSlice()).toSlice();
    }
}
