package dev.portolan.gateway.call;

import dev.portolan.mcp.JsonSlice;

/** Who waits for an answer, as seen by those who fetch it. Used on the event loop of the request alone. */
public interface CallListener {
    /** Waits without hearing anything and never goes away. */
    CallListener SILENT = new CallListener() {
        @Override
        public void notified(JsonSlice notification) {}

        @Override
        public void onGone(Runnable abort) {}
    };

    /** Something the connector said before its answer: a whole JSON-RPC notification, fit for the caller. */
    void notified(JsonSlice notification);

    /** Has this run once if the one who waits goes away before the answer. */
    void onGone(Runnable abort);
}
