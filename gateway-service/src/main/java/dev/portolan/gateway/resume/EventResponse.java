package dev.portolan.gateway.resume;

import dev.portolan.gateway.spill.LongStrings;
import dev.portolan.gateway.stream.Client;
import dev.portolan.mcp.JsonSlice;
import java.time.Duration;
import java.util.function.Consumer;

/** The response to one request by HTTP, which may be an event stream. Used on the event loop of its connection. */
public interface EventResponse extends Client {
    /** Says how long a client whose connection breaks off is to wait before it comes back. */
    void retryAfter(Duration pause);

    /**
     * Writes a long message as an event with an id.
     *
     * @param strings the strings that belong into it; not closed
     * @param over told once whether the client took all of it; if not, its connection has ended
     */
    void pour(String id, JsonSlice message, LongStrings strings, Consumer<Boolean> over);

    /** Ends the stream in good order. */
    void end();
}
