package dev.portolan.connector.db.mcp;

import dev.portolan.connector.db.gate.CancelSignal;
import dev.portolan.mcp.server.Cancellation;
import java.util.concurrent.Executor;

/** A call's cancellation, for the gate. Its actions block for a round trip, so they run elsewhere. */
record CallCancel(Cancellation cancellation, Executor executor) implements CancelSignal {
    @Override
    public boolean isCancelled() {
        return cancellation.check().isRequested();
    }

    @Override
    public void onCancelled(Runnable action) {
        cancellation.onCancelled(reason -> executor.execute(action));
    }
}
