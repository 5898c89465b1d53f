package dev.portolan.gateway.socket;

import dev.portolan.mcp.JsonSlice;

/**
 * One connection that carries all messages to a client, bounded in what waits to be read. Used on the event loop of the
 * connection alone.
 */
public interface Line {
    /** Sends a message; false if it cannot be. A client that leaves too many unread loses the connection. */
    boolean send(JsonSlice message);

    /** Sends a message that is worth nothing later: not to a client that is behind with reading. */
    default void sendNews(JsonSlice message) {
        if (!isFull()) {
            send(message);
        }
    }

    /** Whether the client is behind with reading. */
    boolean isFull();

    /** Has this run whenever the client has caught up, until {@link #forget}. */
    void onDrained(Object request, Runnable caughtUp);

    void forget(Object request);

    /** Takes no further messages until {@link #resume()}. */
    void pause();

    void resume();

    /** Ends the connection. */
    void end(CloseCode why);
}
