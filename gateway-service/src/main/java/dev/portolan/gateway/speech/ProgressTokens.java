package dev.portolan.gateway.speech;

import dev.portolan.gateway.call.CallListener;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonRpc;
import dev.portolan.mcp.JsonRpcId;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.LogLevel;
import dev.portolan.mcp.McpMethod;
import dev.portolan.mcp.Message;
import dev.portolan.mcp.MetaKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a connector says before its answer, made fit for the caller. Progress tokens toward connectors are the gateway's
 * own, since two callers may use the same one; on the way back the caller's token is put in again. Progress and log
 * messages nobody asked for, and everything else, are dropped.
 */
final class ProgressTokens {
    private ProgressTokens() {}

    /** Replaces the caller's token in {@code meta} by the request's id; the listener hears under its own. */
    static CallListener hideBehind(JsonRpcId id, JsonObject meta, Ask ask) {
        JsonSlice theirs = meta.get(MetaKey.PROGRESS_TOKEN);
        if (theirs != null) {
            meta.set(MetaKey.PROGRESS_TOKEN, JsonSlice.trusted(id.json()));
        }
        return heardAs(id, theirs, ask);
    }

    /** What is said under the id of an earlier request, heard by the one who waits now. */
    static CallListener heardAs(JsonRpcId id, @Nullable JsonSlice theirs, Ask ask) {
        JsonSlice ours = JsonSlice.trusted(id.json());
        Optional<LogLevel> least = LogLevel.of(ask.meta().text(MetaKey.LOG_LEVEL));
        CallListener listener = ask.listener();
        return new CallListener.Through() {
            @Override
            public CallListener listener() {
                return listener;
            }

            @Override
            public void notified(JsonSlice notification) {
                Message message = Message.of(notification);
                if (message.method().equals(McpMethod.LOG_MESSAGE)) {
                    Optional<LogLevel> level = LogLevel.of(message.params().text("level"));
                    if (least.isPresent() && level.isPresent() && level.get().compareTo(least.get()) >= 0) {
                        listener.notified(JsonRpc.notification(
                                McpMethod.LOG_MESSAGE, message.params().toSlice()));
                    }
                } else if (message.method().equals(McpMethod.PROGRESS)
                        && theirs != null
                        && ours.equals(message.params().get(MetaKey.PROGRESS_TOKEN))) {
                    JsonObject params = message.params().set(MetaKey.PROGRESS_TOKEN, theirs);
                    listener.notified(JsonRpc.notification(McpMethod.PROGRESS, params.toSlice()));
                }
            }
        };
    }
}
