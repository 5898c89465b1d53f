package dev.portolan.gateway.speech;

import dev.portolan.gateway.call.CallListener;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request to a connector, before it is put in the words of an era.
 *
 * @param method MCP method
 * @param params parameters in the connector's own names, without {@code _meta}
 * @param meta members of {@code _meta} that belong to the caller and may pass
 * @param capabilities what the connector may ask of the caller
 * @param principal on whose behalf; empty for the gateway's own
 * @param mirrored what {@code Mcp-Name} says, or null
 * @param paramHeaders {@code Mcp-Param-*} headers by name
 * @param traceparent W3C trace context of this request
 * @param parked the exchange that waits for the answers in {@code params}, or null if there is none
 * @param asTask whether a call is to run as a task, in the revision where the caller says that
 * @param listener who waits
 */
public record Ask(
        String method,
        JsonObject params,
        JsonObject meta,
        JsonSlice capabilities,
        String principal,
        @Nullable String mirrored,
        Map<String, String> paramHeaders,
        String traceparent,
        @Nullable String parked,
        boolean asTask,
        CallListener listener) {
    /** Another request on behalf of the same caller, in the same trace. */
    public Ask with(String otherMethod, JsonObject otherParams) {
        return new Ask(
                otherMethod,
                otherParams,
                meta,
                capabilities,
                principal,
                mirrored,
                paramHeaders,
                traceparent,
                parked,
                asTask,
                listener);
    }

    /** A request of the gateway's own. */
    public static Ask own(String method, JsonObject params) {
        return new Ask(
                method,
                params,
                JsonObject.empty(),
                JsonSlice.EMPTY_OBJECT,
                "",
                null,
                Map.of(),
                "",
                null,
                false,
                CallListener.SILENT);
    }
}
