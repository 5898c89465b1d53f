package dev.portolan.gateway.transport;

import dev.portolan.gateway.call.CallListener;
import dev.portolan.mcp.Message;
import io.smallrye.mutiny.Uni;

/**
 * A request that a connector makes of the caller before it answers; its exchange waits meanwhile.
 *
 * @param request the connector's JSON-RPC request
 * @param exchange the exchange that waits
 */
public record Question(Message request, Paused exchange) implements Turn {
    /** An exchange that waits for the caller. It holds a connection, so somebody must end it. */
    public interface Paused {
        /** Listens again, once the connector has been told the answer. */
        Uni<Turn> resume(CallListener listener);

        /** Hangs up. */
        void abandon();
    }
}
