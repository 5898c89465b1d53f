package dev.portolan.audit.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Canonicalization Scheme (RFC 8785): no white space, members sorted by their UTF-16 units, the shortest
 * escapes, numbers as ECMAScript writes them, UTF-8. Values are {@link Map} with keys of type {@link String},
 * {@link Collection}, {@link String}, {@link Integer}, {@link Long}, {@link Double}, {@link Boolean} and null.
 */
public final class CanonicalJson {

    private static final byte[] HEX = ascii("0123456789abcdef");
    private static final byte[] NULL = ascii("null");

    /** In UTF-8 no UTF-16 unit takes more bytes than this; a pair of surrogates takes 4 for two units. */
    private static final int MOST_PER_UNIT = 3;

    /** Longest of an escape: {@code \\u001f}. */
    private static final int ESCAPE = 6;

    private byte[] out = new byte[2048];
    private int length;

    private CanonicalJson() {}

    /**
     * The one sequence of bytes for {@code value}.
     *
     * @throws IllegalArgumentException if it holds a lone surrogate, an integer type beyond ±(2^53 − 1), a number that
     *     is infinite or none, or another type
     */
    public static byte[] bytes(@Nullable Object value) {
        CanonicalJson json = new CanonicalJson();
        json.value(value);
        return Arrays.copyOf(json.out, json.length);
    }

    private void value(@Nullable Object value) {
        if (value == null) {
            put(NULL);
        } else if (value instanceof String text) {
            string(text);
        } else if (value instanceof Long || value instanceof Integer) {
            integer(((Number) value).longValue());
        } else if (value instanceof Double number) {
            put(ascii(CanonicalNumber.of(number)));
        } else if (value instanceof Boolean truth) {
            put(ascii(truth.toString()));
        } else if (value instanceof Collection<?> list) {
            array(list);
        } else if (value instanceof Map<?, ?> map) {
            object(map);
        } else {
            throw new IllegalArgumentException("no canonical form for " + value.getClass());
        }
    }

    private void object(Map<?, ?> object) {
        char separator = '{';
        for (Map.Entry<?, ?> member : sorted(object).entrySet()) {
            put(separator);
            string((String) member.getKey());
            put(':');
            value(member.getValue());
            separator = ',';
        }
        if (separator == '{') {
            put('{');
        }
        put('}');
    }

    /** String's natural order is the order of UTF-16 units that RFC 8785 §3.2.3 asks for. */
    private static Map<?, ?> sorted(Map<?, ?> object) {
        return object instanceof SortedMap<?, ?> map && map.comparator() == null ? map : new TreeMap<>(object);
    }

    private void array(Collection<?> list) {
        char separator = '[';
        for (Object item : list) {
            put(separator);
            value(item);
            separator = ',';
        }
        if (separator == '[') {
            put('[');
        }
        put(']');
    }

    private void integer(long number) {
        if (Math.abs(number) > Text.MAX_INTEGER) {
            throw new IllegalArgumentException("not exact as a JSON number: " + number);
        }
        put(ascii(Long.toString(number)));
    }

    private void string(String text) {
        put('"');
        room(text.length() * MOST_PER_UNIT);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                escape(c);
                room((text.length() - i) * MOST_PER_UNIT);
            } else if (c < 0x80) {
                out[length++] = (byte) c;
            } else if (Character.isSurrogate(c)) {
                utf8(pair(text, i++));
            } else {
                utf8(c);
            }
        }
        put('"');
    }

    private static int pair(String text, int at) {
        boolean whole = at + 1 < text.length() && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
        if (!whole) {
            throw new IllegalArgumentException("a lone surrogate has no canonical form (RFC 8785 §3.2.2.2)");
        }
        return text.codePointAt(at);
    }

    /** A code point beyond ASCII (RFC 3629 §3), for which there is room. */
    private void utf8(int point) {
        if (point < 0x800) {
            out[length++] = (byte) (0xC0 | point >> 6);
        } else {
            if (point < 0x10000) {
                out[length++] = (byte) (0xE0 | point >> 12);
            } else {
                out[length++] = (byte) (0xF0 | point >> 18);
                out[length++] = (byte) (0x80 | point >> 12 & 0x3F);
            }
            out[length++] = (byte) (0x80 | point >> 6 & 0x3F);
        }
        out[length++] = (byte) (0x80 | point & 0x3F);
    }

    private void escape(char c) {
        room(ESCAPE);
        put('\\');
        switch (c) {
            case '"', '\\' -> put(c);
            case '\b' -> put('b');
            case '\t' -> put('t');
            case '\n' -> put('n');
            case '\f' -> put('f');
            case '\r' -> put('r');
            default -> put(new byte[] {'u', '0', '0', HEX[c >> 4], HEX[c & 15]});
        }
    }

    private void put(char ascii) {
        room(1);
        out[length++] = (byte) ascii;
    }

    private void put(byte[] bytes) {
        room(bytes.length);
        System.arraycopy(bytes, 0, out, length, bytes.length);
        length += bytes.length;
    }

    private void room(int bytes) {
        if (out.length - length < bytes) {
            out = Arrays.copyOf(out, Math.max(2 * out.length, length + bytes));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
