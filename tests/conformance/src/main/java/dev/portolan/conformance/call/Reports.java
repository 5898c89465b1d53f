package dev.portolan.conformance.call;

import dev.portolan.mcp.LogLevel;
import java.time.Duration;

/** What a feature can tell the client before it has a result. */
public interface Reports {
    /** Answers with an event stream even if nothing is reported. */
    void open();

    /** Reports progress, if the client asked for it. */
    void progress(long progress, long total);

    /** Sends a log message, if the client wants messages of that level. */
    void log(LogLevel level, String text);

    /**
     * Closes the event stream before the result, which is kept for a client that takes the stream up again. Without
     * effect in the modern era, where a broken stream is a cancelled request.
     */
    void breakStream(Duration retry);
}
