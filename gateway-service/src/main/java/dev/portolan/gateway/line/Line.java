package dev.portolan.gateway.line;

import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.transport.HttpAnswer;
import dev.portolan.mcp.JsonRpcId;
import dev.portolan.mcp.JsonSlice;
import io.smallrye.mutiny.Uni;

/** One line to a connector, from its beginning to its end. Thread-safe. */
public interface Line {
    /** Tells it from the other lines of the connector. */
    String name();

    /** Sends a request, whose turns end at once if it cannot be sent. To be called on their event loop. */
    void ask(InFlight.Pending pending);

    /** Nobody waits for the answer to that request. */
    void giveUp(JsonRpcId id);

    /** Sends a message that has no answer; fails with {@link CallRefused} if it cannot be sent. */
    Uni<HttpAnswer> tell(JsonSlice message);

    /** Those who hear what is said unasked. */
    Hearing hearing();

    /** Ends it, once its calls have had time to end. Returns at once. */
    void end();
}
