package dev.portolan.gateway.call;

import dev.portolan.gateway.spill.LongStrings;
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

    /**
     * Keeps the long strings of the answer until it is written. From any thread.
     *
     * @return false if this one takes no answer that has them
     */
    default boolean keeps(LongStrings strings) {
        return false;
    }

    /** One who hears through another, and else does as that one does. */
    interface Through extends CallListener {
        /** The other. */
        CallListener listener();

        @Override
        default void notified(JsonSlice notification) {
            listener().notified(notification);
        }

        @Override
        default void onGone(Runnable abort) {
            listener().onGone(abort);
        }

        @Override
        default boolean keeps(LongStrings strings) {
            return listener().keeps(strings);
        }
    }
}
