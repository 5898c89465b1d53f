package dev.portolan.gateway.transport;

import dev.portolan.mcp.JsonRpcId;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.Message;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A request to a connector.
 *
 * @param id the id its answer must carry
 * @param message the JSON-RPC request
 * @param headers HTTP headers that go with it
 * @param isForCaller told of each request the connector makes before it answers: true if it is a question for the
 *     caller, false if it has been seen to
 * @param batched whether what comes back may come as JSON-RPC batches
 * @param resumable whether a stream that breaks off may be taken up again by its last event id
 */
public record Outbound(
        JsonRpcId id,
        JsonSlice message,
        Map<String, String> headers,
        Predicate<Message> isForCaller,
        boolean batched,
        boolean resumable) {
    /** A request during which the connector may ask nothing. */
    public static Outbound of(JsonRpcId id, JsonSlice message, Map<String, String> headers) {
        return new Outbound(id, message, headers, question -> false, false, false);
    }

    /** The same request in a session: the connector may ask, and its stream may be taken up again. */
    public Outbound inSession(Predicate<Message> forCaller, boolean inBatches) {
        return new Outbound(id, message, headers, forCaller, inBatches, true);
    }
}
