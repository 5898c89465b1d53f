package dev.portolan.conformance.tool;

import dev.portolan.conformance.call.FeatureCall;
import dev.portolan.mcp.JsonObject;

/** What a tool does. */
public interface Tool {
    /**
     * Runs it.
     *
     * @return a tool result, an input-required result, or a task
     * @throws dev.portolan.mcp.ProtocolError if the call cannot be served
     */
    JsonObject call(FeatureCall call);
}
