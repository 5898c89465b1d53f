package dev.portolan.conformance.http;

import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.SseParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A stream of server-sent events. Every event leaves at once. That the client is gone shows at the next event only;
 * from then on the stream is closed and takes nothing.
 */
public final class EventStream {
    private final OutputStream out;
    private boolean open = true;

    EventStream(OutputStream out) {
        this.out = out;
    }

    /** Sends a message; false if nobody takes it any more. */
    public boolean send(JsonSlice message) {
        return write(SseParser.frame(message));
    }

    /** Sends a message under an event id; false if nobody takes it any more. */
    public boolean send(String id, JsonSlice message) {
        ByteArrayOutputStream event = new ByteArrayOutputStream(message.length() + 80);
        event.writeBytes(ascii("id: " + id + "\n"));
        event.writeBytes(SseParser.frame(message));
        return write(event.toByteArray());
    }

    /** Sends the event without data that tells where and after what time a client may take up the stream again. */
    public boolean prime(String id, Duration retry) {
        return write(ascii("id: " + id + "\nretry: " + retry.toMillis() + "\ndata: \n\n"));
    }

    /** Sends a comment, which only shows whether the client is still there. */
    public boolean keepAlive() {
        return write(ascii(":\n\n"));
    }

    /** Ends the stream; ending it twice changes nothing. */
    public synchronized void close() {
        open = false;
        try {
            out.close();
        } catch (IOException alreadyGone) {
            // nobody is left to be told
        }
    }

    private synchronized boolean write(byte[] event) {
        if (open) {
            try {
                out.write(event);
                out.flush();
            } catch (IOException gone) {
                close();
            }
        }
        return open;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
