package dev.portolan.gateway.transport;

import dev.portolan.gateway.call.CallListener;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.mcp.JsonSlice;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The way to one connector. To be used on an event loop. */
public interface Transport {
    /** Id of the connector. */
    String connector();

    /**
     * Whether all requests travel on one stream: then there is one session at a time, and a connector learns that
     * nobody waits for an answer only if it is told.
     */
    boolean isOneStream();

    /**
     * Sends a request and listens to what comes back.
     *
     * @return the connector's answer, or a question it has for the caller before it answers; fails with
     *     {@link CallRefused}
     */
    Uni<Turn> request(Outbound outbound, CallListener listener);

    /**
     * Opens a stream for what the connector says unasked. It has no deadline: whoever opens it closes it.
     *
     * @param message the JSON-RPC request that opens it, or null to open it by GET
     * @return closes it; nothing is heard from then on
     */
    Runnable stand(@Nullable JsonSlice message, Map<String, String> headers, Ear ear);

    /** Sends a message that has no answer; fails with {@link CallRefused} if it did not arrive. */
    Uni<HttpAnswer> tell(JsonSlice message, Map<String, String> headers);

    /** Nobody will use it any more. Returns at once. */
    void close();
}
