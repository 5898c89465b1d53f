package dev.portolan.gateway.upstream;

import dev.portolan.gateway.call.CallListener;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonRpc;
import dev.portolan.mcp.JsonRpcId;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpMethod;
import dev.portolan.mcp.Message;
import dev.portolan.mcp.MetaKey;

/**
 * Progress tokens toward connectors are the gateway's own, since two callers may use the same one; on the way back
 * the caller's token is put in again, and progress nobody asked for is dropped.
 */
final class ProgressTokens {
    private ProgressTokens() {}

    /** Replaces the caller's token in {@code meta} by the request's id; the listener hears of progress under its own. */
    static CallListener hideBehind(JsonRpcId id, JsonObject meta, CallListener listener) {
        JsonSlice theirs = meta.get(MetaKey.PROGRESS_TOKEN);
        JsonSlice ours = JsonSlice.trusted(id.json());
        if (theirs != null) {
            meta.set(MetaKey.PROGRESS_TOKEN, ours);
        }
        return new CallListener() {
            @Override
            public void notified(JsonSlice notification) {
                Message message = Message.of(notification);
                if (!message.method().equals(McpMethod.PROGRESS)) {
                    listener.notified(notification);
                } else if (theirs != null && ours.equals(message.params().get(MetaKey.PROGRESS_TOKEN))) {
                    JsonObject params = message.params().set(MetaKey.PROGRESS_TOKEN, theirs);
                    listener.notified(JsonRpc.notification(McpMethod.PROGRESS, params.toSlice()));
                }
            }

            @Override
            public void onGone(Runnable abort) {
                listener.onGone(abort);
            }
        };
    }
}
