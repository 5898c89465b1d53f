package dev.portolan.mcp.server.answer;

import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.Message;
import dev.portolan.mcp.Revision;
import dev.portolan.mcp.server.invoke.CallScope;

/**
 * A request to be answered.
 *
 * @param message the request
 * @param revision the revision it is served by
 * @param scope its progress and cancellation
 */
public record McpRequest(Message message, Revision revision, CallScope scope) {
    public boolean isModern() {
        return revision.isModern();
    }

    public String method() {
        return message.method();
    }

    public JsonObject params() {
        return message.params();
    }
}
