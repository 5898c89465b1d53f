package dev.portolan.gateway.stream;

import dev.portolan.mcp.JsonSlice;
import org.jspecify.annotations.Nullable;

/** The response to one request of a client, as an event stream. Used on the event loop of its connection alone. */
public interface ClientStream {
    /** Whether the client takes event streams. */
    boolean takesStreams();

    /** Opens the stream before there is anything to say. */
    void begin();

    /** Writes an event with an id; one without a notification tells the id alone. */
    void event(String id, @Nullable JsonSlice notification);

    /** Writes a JSON-RPC notification whether or not the client keeps up, unless it is gone. */
    void notice(JsonSlice notification);

    /** Shows whoever watches the connection that it is in use. */
    void keepAlive();

    /** Whether the client has more to read than it should. */
    boolean isFull();

    /** Has this run whenever the client has caught up. */
    void onDrained(Runnable caughtUp);

    /** Has this run once if the client goes away. */
    void onGone(Runnable abort);

    /** Ends the connection in the middle. */
    void cut();
}
