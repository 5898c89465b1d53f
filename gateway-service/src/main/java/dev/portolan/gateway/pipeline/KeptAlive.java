package dev.portolan.gateway.pipeline;

import dev.portolan.gateway.call.CallListener;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonRpc;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpMethod;
import dev.portolan.mcp.Message;
import dev.portolan.mcp.MetaKey;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for an answer and asked to hear of progress: hears of it also while the gateway follows a task, which
 * reports none. Progress only grows (MCP, basic/utilities/progress), so what is reported here goes on from what the
 * connector reported before. Used on the event loop of the request alone.
 */
public final class KeptAlive implements CallListener.Through {
    private final CallListener listener;
    private final @Nullable JsonSlice token;
    private double reported;

    /** @param token under which progress is heard of, or null if none is */
    public KeptAlive(CallListener listener, @Nullable JsonSlice token) {
        this.listener = listener;
        this.token = token;
    }

    @Override
    public CallListener listener() {
        return listener;
    }

    @Override
    public void notified(JsonSlice notification) {
        if (token != null) {
            note(Message.of(notification));
        }
        listener.notified(notification);
    }

    private void note(Message message) {
        JsonSlice progress =
                message.method().equals(McpMethod.PROGRESS) ? message.params().get("progress") : null;
        try {
            reported = progress == null ? reported : Math.max(reported, Double.parseDouble(progress.json()));
        } catch (NumberFormatException noNumber) {
            // no progress then
        }
    }

    /** The task goes on; what its connector says of it, if anything. */
    void goesOn(@Nullable String message) {
        if (token == null) {
            return;
        }
        reported = Math.floor(reported) + 1;
        JsonObject params =
                JsonObject.empty().set(MetaKey.PROGRESS_TOKEN, token).set("progress", (long) reported);
        listener.notified(JsonRpc.notification(
                McpMethod.PROGRESS, (message == null ? params : params.set("message", message)).toSlice()));
    }
}
