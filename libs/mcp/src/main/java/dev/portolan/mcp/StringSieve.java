package dev.portolan.mcp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Takes long strings out of a JSON text as its bytes arrive, so that what is left can be held in memory and read like
 * any other. The strings are checked as they pass; what is left is for {@link JsonSlice#parse} to check. Not
 * thread-safe.
 */
public final class StringSieve {
    private final int longest;
    private final int most;
    private final Sink sink;
    private final JsonString string = new JsonString();
    private final Kept kept = new Kept();
    private int begin;
    private boolean inString;
    private boolean taken;
    private boolean afterTaken;

    /** Takes the strings that are long, one after the other. */
    public interface Sink {
        /** The next part of the string, as JSON has it between its quotation marks. */
        void part(byte[] bytes, int from, int to);

        /** The string is complete; what to leave in its place between the quotation marks: letters, digits, hyphens. */
        String end();
    }

    private static final class Kept extends ByteArrayOutputStream {
        void takeFrom(int begin, Sink sink) {
            sink.part(buf, begin, count);
            count = begin;
        }
    }

    /**
     * @param longest length of the longest string that stays, in bytes
     * @param most bytes that stay in all
     */
    public StringSieve(int longest, int most, Sink sink) {
        this.longest = longest;
        this.most = most;
        this.sink = sink;
    }

    /** @throws ProtocolError as soon as this cannot become JSON within the limits */
    public void feed(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            at = inString ? within(bytes, at, to) : between(bytes, at, to);
        }
    }

    /** What is left of the text. */
    public byte[] end() {
        return kept.toByteArray();
    }

    private int between(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != '"') {
            if (afterTaken && bytes[at] > ' ') {
                afterTaken = false;
                if (bytes[at] == ':') {
                    throw malformed("a name is longer than " + longest + " bytes");
                }
            }
            at++;
        }
        if (at == to) {
            keep(bytes, from, to);
            return to;
        }
        keep(bytes, from, at + 1);
        begin = kept.size();
        inString = true;
        taken = false;
        string.begin();
        return at + 1;
    }

    private int within(byte[] bytes, int from, int to) {
        int at = string.take(bytes, from, to);
        if (!string.isWellFormed()) {
            throw malformed("a string is not well-formed");
        }
        int end = string.isOver() ? at - 1 : at;
        if (!taken && kept.size() - begin + end - from > longest) {
            taken = true;
            kept.takeFrom(begin, sink);
        }
        if (taken) {
            sink.part(bytes, from, end);
        } else {
            keep(bytes, from, end);
        }
        if (string.isOver()) {
            inString = false;
            afterTaken = taken;
            if (taken) {
                kept.writeBytes(sink.end().getBytes(StandardCharsets.US_ASCII));
            }
            kept.write('"');
        }
        return at;
    }

    private void keep(byte[] bytes, int from, int to) {
        if (kept.size() + to - from > most) {
            throw new ProtocolError(
                    413,
                    ErrorCode.INVALID_REQUEST,
                    "its answer is longer than " + most + " bytes besides long strings");
        }
        kept.write(bytes, from, to - from);
    }

    private static ProtocolError malformed(String what) {
        return new ProtocolError(400, ErrorCode.PARSE_ERROR, what);
    }
}
