package dev.portolan.mcp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes an event stream apart as its bytes arrive (WHATWG HTML, "Server-sent events"): feed chunks, get the data of
 * the events that became complete. Comments and event names carry nothing MCP needs and are dropped. An event that is
 * long can be handed on while it arrives. Not thread-safe.
 */
public final class SseParser {
    private static final byte[] EVENT = "event: message\ndata: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONTINUED = "\ndata: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NEW_LINE = {'\n'};
    private static final String DATA = "data";
    private static final int LONGEST_FIELD = 4 * 1024;
    private static final long USUAL_RETRY_MILLIS = 1_000;

    private final int inMemory;
    private final int longest;
    private final LongEvents longEvents;
    private final ByteArrayOutputStream field = new ByteArrayOutputStream(64);
    private final ByteArrayOutputStream data = new ByteArrayOutputStream(512);
    private String id = "";
    private String lastEventId = "";
    private long retryMillis = USUAL_RETRY_MILLIS;
    private boolean inData;
    private boolean afterColon;
    private boolean hasData;
    private boolean refused;
    private boolean passing;
    private boolean afterCarriageReturn;

    /** Takes the data of events that are too long to be held. */
    public interface LongEvents {
        /** Holds whatever comes. */
        LongEvents NONE = new LongEvents() {
            @Override
            public boolean begin() {
                return false;
            }

            @Override
            public void part(byte[] bytes, int from, int to) {}

            @Override
            public void end() {}
        };

        /** An event grows long; whether to hand it on, from its first byte. */
        boolean begin();

        /** The next part of it. */
        void part(byte[] bytes, int from, int to);

        /** It is complete. */
        void end();
    }

    /** @param maxEventBytes the longest event to accept, in bytes of its data */
    public SseParser(int maxEventBytes) {
        this(maxEventBytes, maxEventBytes, LongEvents.NONE);
    }

    /**
     * @param inMemory the longest event that is held without asking, in bytes of its data
     * @param longest the longest event that is held at all
     * @param longEvents takes those that are not
     */
    public SseParser(int inMemory, int longest, LongEvents longEvents) {
        this.inMemory = inMemory;
        this.longest = longest;
        this.longEvents = longEvents;
    }

    /** The id of the last complete event, or of one before it if it had none; empty if none had one. */
    public String lastEventId() {
        return lastEventId;
    }

    /** How long the sender wants its reader to wait before it connects again, in milliseconds. */
    public long retryMillis() {
        return retryMillis;
    }

    /** Forgets an event that is not complete: the stream broke off and begins again. */
    public void reset() {
        field.reset();
        inData = false;
        afterCarriageReturn = false;
        id = lastEventId;
        forgetData();
    }

    /**
     * The data of each event that this chunk completes, in order, but for those handed on.
     *
     * @throws ProtocolError if an event grows beyond the bound
     */
    public List<byte[]> feed(byte[] chunk) {
        List<byte[]> events = new ArrayList<>();
        int at = 0;
        while (at < chunk.length) {
            if (chunk[at] == '\n' && afterCarriageReturn) {
                afterCarriageReturn = false;
                at++;
                continue;
            }
            int end = at;
            while (end < chunk.length && chunk[end] != '\n' && chunk[end] != '\r') {
                end++;
            }
            take(chunk, at, end);
            if (end < chunk.length) {
                afterCarriageReturn = chunk[end] == '\r';
                endLine(events);
                end++;
            } else {
                afterCarriageReturn = false;
            }
            at = end;
        }
        return events;
    }

    private void take(byte[] bytes, int from, int to) {
        int at = from;
        while (!inData && at < to) {
            if (field.size() < LONGEST_FIELD) {
                field.write(bytes[at]);
            }
            at++;
            if (field.size() == DATA.length() + 1 && text().equals(DATA + ":")) {
                beginData();
                inData = true;
                afterColon = true;
            }
        }
        if (afterColon && at < to) {
            afterColon = false;
            at += bytes[at] == ' ' ? 1 : 0;
        }
        append(bytes, at, to);
    }

    private void beginData() {
        if (hasData) {
            append(NEW_LINE, 0, 1);
        }
        hasData = true;
    }

    private void append(byte[] bytes, int from, int to) {
        if (!passing && !refused && data.size() + to - from > inMemory) {
            passing = longEvents.begin();
            refused = !passing;
            if (passing) {
                byte[] held = data.toByteArray();
                data.reset();
                longEvents.part(held, 0, held.length);
            }
        }
        if (passing) {
            longEvents.part(bytes, from, to);
        } else if (data.size() + to - from > longest) {
            throw new ProtocolError(502, ErrorCode.INTERNAL_ERROR, "event longer than " + longest + " bytes");
        } else {
            data.write(bytes, from, to - from);
        }
    }

    private void endLine(List<byte[]> events) {
        if (inData) {
            inData = false;
            afterColon = false;
        } else if (field.size() == 0) {
            endEvent(events);
        } else {
            endField(text());
        }
        field.reset();
    }

    private void endField(String line) {
        int colon = line.indexOf(':');
        String name = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(line.startsWith(" ", colon + 1) ? colon + 2 : colon + 1);
        switch (name) {
            case DATA -> beginData();
            case "id" -> id = value.indexOf('\0') < 0 && field.size() < LONGEST_FIELD ? value : id;
            case "retry" -> retryMillis = value.matches("[0-9]{1,9}") ? Long.parseLong(value) : retryMillis;
            default -> {
                // a comment, an event's name, or nothing we know
            }
        }
    }

    private void endEvent(List<byte[]> events) {
        lastEventId = id;
        boolean passed = passing;
        if (hasData && !passed) {
            events.add(data.toByteArray());
        }
        forgetData();
        if (passed) {
            longEvents.end();
        }
    }

    private void forgetData() {
        data.reset();
        hasData = false;
        refused = false;
        passing = false;
        afterColon = false;
    }

    private String text() {
        return field.toString(StandardCharsets.UTF_8);
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
