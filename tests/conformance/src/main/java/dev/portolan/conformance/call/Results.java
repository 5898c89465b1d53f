package dev.portolan.conformance.call;

import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.ProtocolError;
import java.util.List;

/** Results and errors that several features give. */
public final class Results {
    private Results() {}

    /** A tool result of one text. */
    public static JsonObject text(String text) {
        JsonSlice block =
                JsonObject.empty().set("type", "text").set("text", text).toSlice();
        return JsonObject.empty().set("content", JsonObject.array(List.of(block)));
    }

    /** A tool result that says what went wrong. */
    public static JsonObject toolError(String text) {
        return text(text).set("isError", true);
    }

    /** The error for parameters that cannot be served; it travels in-band. */
    public static ProtocolError invalidParams(String what) {
        return new ProtocolError(200, ErrorCode.INVALID_PARAMS, what);
    }

    /** The error for a client that did not declare what the request needs. */
    public static ProtocolError missingCapability(JsonObject required) {
        return new ProtocolError(
                        400, ErrorCode.MISSING_CLIENT_CAPABILITY, "the client lacks a capability this request needs")
                .with(JsonObject.empty()
                        .set("requiredCapabilities", required.toSlice())
                        .toSlice());
    }
}
