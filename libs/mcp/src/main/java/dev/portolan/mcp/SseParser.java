package dev.portolan.mcp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes an event stream apart as its bytes arrive (WHATWG HTML, "Server-sent events"): feed chunks, get the data of
 * the events that became complete. Comments, ids and event names carry nothing MCP needs and are dropped.
 * Not thread-safe.
 */
public final class SseParser {
    private static final byte[] EVENT = "event: message\ndata: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONTINUED = "\ndata: ".getBytes(StandardCharsets.US_ASCII);

    private final int maxEventBytes;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    private final ByteArrayOutputStream data = new ByteArrayOutputStream(512);
    private boolean hasData;
    private boolean afterCarriageReturn;

    /** @param maxEventBytes the longest event to accept, in bytes */
    public SseParser(int maxEventBytes) {
        this.maxEventBytes = maxEventBytes;
    }

    /**
     * The data of each event that this chunk completes, in order.
     *
     * @throws ProtocolError if an event grows beyond the bound
     */
    public List<byte[]> feed(byte[] chunk) {
        List<byte[]> events = new ArrayList<>();
        for (byte b : chunk) {
            if (b == '\n' && afterCarriageReturn) {
                afterCarriageReturn = false;
                continue;
            }
            afterCarriageReturn = b == '\r';
            if (b == '\n' || b == '\r') {
                endLine(events);
            } else {
                line.write(b);
                if (line.size() + data.size() > maxEventBytes) {
                    throw new ProtocolError(
                            502, ErrorCode.INTERNAL_ERROR, "event longer than " + maxEventBytes + " bytes");
                }
            }
        }
        return events;
    }

    private void endLine(List<byte[]> events) {
        byte[] text = line.toByteArray();
        line.reset();
        if (text.length == 0) {
            if (hasData) {
                events.add(data.toByteArray());
            }
            data.reset();
            hasData = false;
        } else if (startsWithData(text)) {
            if (hasData) {
                data.write('\n');
            }
            hasData = true;
            int from = text.length > 5 && text[5] == ' ' ? 6 : Math.min(5, text.length);
            data.write(text, from, text.length - from);
        }
    }

    private static boolean startsWithData(byte[] text) {
        boolean name = text.length >= 4 && text[0] == 'd' && text[1] == 'a' && text[2] == 't' && text[3] == 'a';
        return name && (text.length == 4 || text[4] == ':');
    }

    /** One message as an event of the stream; a message with line breaks takes a data line for each of its lines. */
    public static byte[] frame(JsonSlice message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(message.length() + 32);
        out.writeBytes(EVENT);
        for (byte b : message.toBytes()) {
            if (b == '\n') {
                out.writeBytes(CONTINUED);
            } else if (b != '\r') {
                out.write(b);
            }
        }
        out.write('\n');
        out.write('\n');
        return out.toByteArray();
    }
}
