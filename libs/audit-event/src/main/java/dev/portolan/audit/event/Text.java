package dev.portolan.audit.event;

import java.util.List;
import java.util.stream.Stream;

/**
 * Makes foreign text fit for a record: bounded, valid Unicode, without control characters. It never refuses,
 * because an event that cannot be built is an event that is not recorded.
 */
public final class Text {

    /** Stands where text was cut. */
    static final String CUT = "…";

    /** The largest integer that every JSON reader keeps exactly (RFC 7493 §2.2), which RFC 8785 builds on. */
    static final long MAX_INTEGER = (1L << 53) - 1;

    private static final char REPLACEMENT = '\uFFFD';
    private static final int SHA_256_DIGITS = 64;

    private Text() {}

    /** At most {@code max} UTF-16 units; control characters and lone surrogates become U+FFFD. */
    public static String bounded(String value, int max) {
        return replaced(value.length() > max ? cut(value, max) : value, REPLACEMENT);
    }

    /** JSON text on one line: control characters, legal there only as white space, become spaces. */
    public static String json(String value) {
        return replaced(value, ' ');
    }

    /** At most {@code maxValues}, each of at most {@code maxLength} UTF-16 units; a last "…" says that some are out */
    public static List<String> bounded(List<String> values, int maxValues, int maxLength) {
        List<String> kept = values.size() > maxValues ? values.subList(0, maxValues - 1) : values;
        List<String> clean =
                kept.stream().map(value -> bounded(value, maxLength)).toList();
        if (kept.size() == values.size()) {
            return clean;
        }
        return Stream.concat(clean.stream(), Stream.of(CUT)).toList();
    }

    /** The digest. @throws IllegalArgumentException if it is neither absent nor 64 lower-case hex digits */
    public static String sha256(String digest) {
        if (!digest.isEmpty() && !(digest.length() == SHA_256_DIGITS && isLowerHex(digest))) {
            throw new IllegalArgumentException("a SHA-256 digest has 64 lower-case hex digits");
        }
        return digest;
    }

    /** By hand, as it is done for each record. */
    private static boolean isLowerHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }

    /** @throws IllegalArgumentException if {@code value} is negative or above 2^53 − 1 */
    static long count(String name, long value) {
        if (value < 0 || value > MAX_INTEGER) {
            throw new IllegalArgumentException(name + " must lie within 0 and 2^53 - 1 but is " + value);
        }
        return value;
    }

    private static String cut(String value, int max) {
        int end = max - CUT.length();
        return value.substring(0, Character.isHighSurrogate(value.charAt(end - 1)) ? end - 1 : end) + CUT;
    }

    private static String replaced(String value, char forControl) {
        StringBuilder clean = null;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1));
            if (pair) {
                i++;
            } else if (Character.isSurrogate(c) || c < ' ' || c == 0x7F) {
                clean = clean == null ? new StringBuilder(value) : clean;
                clean.setCharAt(i, Character.isSurrogate(c) ? REPLACEMENT : forControl);
            }
        }
        return clean == null ? value : clean.toString();
    }
}
