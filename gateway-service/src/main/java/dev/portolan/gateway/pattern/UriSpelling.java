package dev.portolan.gateway.pattern;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A URI, or a pattern of URIs, as written and as a connector might understand it. Callers write resource URIs
 * themselves, and connectors differ in which spellings they take for the same thing; so that a rule cannot be evaded
 * by another spelling, rules look at both.
 *
 * @param written as it came
 * @param folded percent-escapes resolved, in lower case, runs of slashes as one; empty if it is <em>crooked</em>: has
 *     dot segments, backslashes, control characters or escapes that do not resolve to text, so that where it leads
 *     depends on who reads it
 */
public record UriSpelling(String written, Optional<String> folded) {
    private static final int MOST_LAYERS = 3;
    private static final Pattern SLASHES = Pattern.compile("/+");

    /** The spelling of a URI as it came. */
    public static UriSpelling of(String written) {
        return new UriSpelling(written, fold(written));
    }

    private static Optional<String> fold(String written) {
        String text = written;
        for (int layer = 0; text.indexOf('%') >= 0; layer++) {
            Optional<String> resolved = resolveEscapes(text);
            if (resolved.isEmpty() || layer == MOST_LAYERS) {
                return Optional.empty();
            }
            if (resolved.get().equals(text)) {
                break;
            }
            text = resolved.get();
        }
        return isCrooked(text)
                ? Optional.empty()
                : Optional.of(SLASHES.matcher(text).replaceAll("/").toLowerCase(Locale.ROOT));
    }

    private static boolean isCrooked(String text) {
        return text.indexOf('\\') >= 0
                || text.chars().anyMatch(Character::isISOControl)
                || Arrays.stream(text.split("/", -1)).anyMatch(s -> s.equals(".") || s.equals(".."));
    }

    /** One layer; a percent sign that begins no escape stays. Empty if the octets are not UTF-8. */
    private static Optional<String> resolveEscapes(String text) {
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(in.length);
        for (int i = 0; i < in.length; i++) {
            int high = in[i] == '%' && i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(in[i + 2], 16);
            if (low < 0) {
                out.put(in[i]);
            } else {
                out.put((byte) (high * 16 + low));
                i += 2;
            }
        }
        try {
            CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(out.flip());
            return Optional.of(decoded.toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
