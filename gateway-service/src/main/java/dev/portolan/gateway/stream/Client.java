package dev.portolan.gateway.stream;

import dev.portolan.gateway.call.CallListener;
import dev.portolan.mcp.JsonSlice;
import java.util.concurrent.Executor;

/** Who waits for an answer and may be asked something before it comes. Used on one event loop alone. */
public interface Client extends CallListener, ClientStream {
    /** Puts a connector's question to the client, a whole JSON-RPC request; false if it cannot be reached by one. */
    boolean ask(JsonSlice request);

    /** Runs steps on the event loop. */
    Executor loop();

    @Override
    void onGone(Runnable abort);
}
