package dev.portolan.audit.event;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Canonicalization Scheme (RFC 8785): no white space, members sorted by their UTF-16 units, the shortest
 * escapes, numbers as ECMAScript writes them, UTF-8. Values are {@link Map} with keys of type {@link String},
 * {@link Collection}, {@link String}, {@link Integer}, {@link Long}, {@link Double}, {@link Boolean} and null.
 */
public final class CanonicalJson {

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder out = new StringBuilder(1024);

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
        return json.out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void value(@Nullable Object value) {
        if (value == null) {
            out.append("null");
        } else if (value instanceof String text) {
            string(text);
        } else if (value instanceof Long || value instanceof Integer) {
            integer(((Number) value).longValue());
        } else if (value instanceof Double number) {
            out.append(CanonicalNumber.of(number));
        } else if (value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof Collection<?> list) {
            array(list);
        } else if (value instanceof Map<?, ?> map) {
            object(map);
        } else {
            throw new IllegalArgumentException("no canonical form for " + value.getClass());
        }
    }

    private void object(Map<?, ?> object) {
        // String's natural order is the order of UTF-16 units that RFC 8785 §3.2.3 asks for
        Map<String, Object> sorted = new TreeMap<>();
        object.forEach((name, member) -> sorted.put((String) name, member));
        out.append('{');
        String separator = "";
        for (Map.Entry<String, Object> member : sorted.entrySet()) {
            out.append(separator);
            string(member.getKey());
            out.append(':');
            value(member.getValue());
            separator = ",";
        }
        out.append('}');
    }

    private void array(Collection<?> list) {
        out.append('[');
        for (Iterator<?> items = list.iterator(); items.hasNext(); ) {
            value(items.next());
            if (items.hasNext()) {
                out.append(',');
            }
        }
        out.append(']');
    }

    private void integer(long number) {
        if (Math.abs(number) > Text.MAX_INTEGER) {
            throw new IllegalArgumentException("not exact as a JSON number: " + number);
        }
        out.append(number);
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                escape(c);
            } else if (Character.isSurrogate(c)) {
                i = pair(text, i);
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private int pair(String text, int at) {
        boolean whole = at + 1 < text.length() && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
        if (!whole) {
            throw new IllegalArgumentException("a lone surrogate has no canonical form (RFC 8785 §3.2.2.2)");
        }
        out.append(text, at, at + 2);
        return at + 1;
    }

    private void escape(char c) {
        out.append('\\');
        switch (c) {
            case '"', '\\' -> out.append(c);
            case '\b' -> out.append('b');
            case '\t' -> out.append('t');
            case '\n' -> out.append('n');
            case '\f' -> out.append('f');
            case '\r' -> out.append('r');
            default -> out.append("u00").append(HEX[c >> 4]).append(HEX[c & 15]);
        }
    }
}
