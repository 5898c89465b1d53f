package dev.portolan.mcp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Checks one JSON value (RFC 8259, UTF-8) as its bytes arrive and hands them on, in constant memory however long the
 * value and its strings are. It says where values begin and end, as far as its {@link Visitor} looks into them. White
 * space between tokens is left out. What {@link JsonSlice#parse} refuses is refused here too, but for repeated keys,
 * which are the visitor's to notice, and a byte order mark, which has no place here. Not thread-safe.
 */
final class JsonScanner {
    private static final int LONGEST_NUMBER = 1_000;
    private static final int LONGEST_NAME = 512;

    /** What there may be next. */
    private enum State {
        VALUE,
        VALUE_OR_END,
        NAME,
        NAME_OR_END,
        COLON,
        COMMA_OR_END,
        STRING,
        NUMBER,
        LITERAL,
        OVER
    }

    /** Sees every byte once, in order, between what is said of it. */
    interface Visitor {
        /** Bytes of the value, punctuation included. */
        void bytes(byte[] bytes, int from, int to);

        /** The name of the member whose value is next; null if it is too long to be one that anybody looks for. */
        void name(@Nullable String name);

        /**
         * A value begins; its bytes come next.
         *
         * @param first its first byte: one of <code>{ [ " t f n -</code> or a digit
         * @return whether to look into it, if it is an object or array
         */
        boolean begin(byte first);

        /** The value that began last, which is not looked into, is over; all its bytes have been seen. */
        void end();

        /** The object or array that is looked into is over; all its bytes have been seen. */
        void leave();
    }

    private final Visitor visitor;
    private final boolean[] objects;
    private final JsonNumber number = new JsonNumber(LONGEST_NUMBER);
    private final JsonString string = new JsonString();
    private final ByteArrayOutputStream name = new ByteArrayOutputStream(64);
    private State state = State.VALUE;
    private int depth;
    /** The depth of the outermost object or array that is not looked into; 0 if there is none. */
    private int blind;

    private boolean inName;
    private byte[] literal = {};
    private int progress;
    private int pending;

    /** @param maxDepth the deepest nesting of objects and arrays, at least 1 */
    JsonScanner(int maxDepth, Visitor visitor) {
        this.objects = new boolean[maxDepth + 1];
        this.visitor = visitor;
    }

    /** @throws ProtocolError with {@link ErrorCode#PARSE_ERROR} as soon as this cannot become JSON within the limits */
    void feed(byte[] bytes, int from, int to) {
        pending = from;
        int at = from;
        while (at < to) {
            at = switch (state) {
                case STRING -> string(bytes, at, to);
                case NUMBER -> number(bytes, at, to);
                case LITERAL -> literal(bytes, at);
                default -> between(bytes, at);
            };
        }
        collect(bytes, to);
        flush(bytes, to);
    }

    /** @throws ProtocolError with {@link ErrorCode#PARSE_ERROR} if the value is not complete */
    void end() {
        if (state == State.NUMBER && depth == 0) {
            endOfNumber();
        }
        if (state != State.OVER) {
            throw malformed();
        }
    }

    private void flush(byte[] bytes, int to) {
        if (to > pending) {
            visitor.bytes(bytes, pending, to);
        }
        pending = to;
    }

    private boolean looking() {
        return blind == 0;
    }

    private int between(byte[] bytes, int at) {
        byte b = bytes[at];
        if (b == ' ' || b == '\n' || b == '\r' || b == '\t') {
            flush(bytes, at);
            pending = at + 1;
            return at + 1;
        }
        switch (state) {
            case VALUE -> begin(bytes, at);
            case VALUE_OR_END -> {
                if (b == ']') {
                    close(bytes, at);
                } else {
                    begin(bytes, at);
                }
            }
            case NAME, NAME_OR_END -> {
                if (b == '"') {
                    beginName(bytes, at);
                } else if (b == '}' && state == State.NAME_OR_END) {
                    close(bytes, at);
                } else {
                    throw malformed();
                }
            }
            case COLON -> {
                expect(b == ':');
                state = State.VALUE;
            }
            case COMMA_OR_END -> {
                if (b == ',') {
                    state = objects[depth] ? State.NAME : State.VALUE;
                } else {
                    expect(b == (objects[depth] ? '}' : ']'));
                    close(bytes, at);
                }
            }
            default -> throw malformed();
        }
        return at + 1;
    }

    private void begin(byte[] bytes, int at) {
        byte b = bytes[at];
        boolean look = false;
        if (looking()) {
            flush(bytes, at);
            look = visitor.begin(b);
        }
        switch (b) {
            case '{', '[' -> {
                if (++depth >= objects.length) {
                    throw malformed();
                }
                objects[depth] = b == '{';
                state = b == '{' ? State.NAME_OR_END : State.VALUE_OR_END;
                if (looking() && !look) {
                    blind = depth;
                }
            }
            case '"' -> beginString();
            case 't' -> beginLiteral("true");
            case 'f' -> beginLiteral("false");
            case 'n' -> beginLiteral("null");
            default -> {
                expect(number.begin(b));
                state = State.NUMBER;
            }
        }
    }

    private void beginLiteral(String text) {
        literal = text.getBytes(StandardCharsets.US_ASCII);
        progress = 1;
        state = State.LITERAL;
    }

    private void beginName(byte[] bytes, int at) {
        inName = true;
        name.reset();
        flush(bytes, at);
        beginString();
    }

    private void beginString() {
        string.begin();
        state = State.STRING;
    }

    private void close(byte[] bytes, int at) {
        if (looking()) {
            flush(bytes, at + 1);
            depth--;
            visitor.leave();
        } else if (blind == depth) {
            flush(bytes, at + 1);
            depth--;
            blind = 0;
            visitor.end();
        } else {
            depth--;
        }
        state = depth == 0 ? State.OVER : State.COMMA_OR_END;
    }

    /** A value that is no object or array is over. */
    private void scalarOver(byte[] bytes, int to) {
        if (looking()) {
            flush(bytes, to);
            visitor.end();
        }
        state = depth == 0 ? State.OVER : State.COMMA_OR_END;
    }

    private int string(byte[] bytes, int from, int to) {
        int at = string.take(bytes, from, to);
        expect(string.isWellFormed());
        if (string.isOver()) {
            endOfString(bytes, at);
        }
        return at;
    }

    private void endOfString(byte[] bytes, int to) {
        if (!inName) {
            scalarOver(bytes, to);
            return;
        }
        if (looking()) {
            collect(bytes, to);
            flush(bytes, to);
            visitor.name(nameText());
        }
        inName = false;
        state = State.COLON;
    }

    /** Keeps what has come of a name that matters; all its bytes lie behind the last flush. */
    private void collect(byte[] bytes, int to) {
        if (inName && looking() && name.size() <= LONGEST_NAME) {
            name.write(bytes, pending, to - pending);
        }
    }

    private @Nullable String nameText() {
        if (name.size() > LONGEST_NAME) {
            return null;
        }
        String quoted = name.toString(StandardCharsets.UTF_8);
        return string.isEscaped() ? JsonSlice.trusted(quoted).text() : quoted.substring(1, quoted.length() - 1);
    }

    private int literal(byte[] bytes, int at) {
        expect(bytes[at] == literal[progress++]);
        if (progress == literal.length) {
            scalarOver(bytes, at + 1);
        }
        return at + 1;
    }

    private int number(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (!number.take(bytes[at])) {
                expect(number.isComplete());
                scalarOver(bytes, at);
                return at;
            }
            at++;
        }
        return at;
    }

    private void endOfNumber() {
        expect(number.isComplete());
        visitor.end();
        state = State.OVER;
    }

    private static void expect(boolean wellFormed) {
        if (!wellFormed) {
            throw malformed();
        }
    }

    private static ProtocolError malformed() {
        return new ProtocolError(400, ErrorCode.PARSE_ERROR, "message is not well-formed JSON within the limits");
    }
}
