package dev.portolan.gateway.redaction;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** What a text says once it is decoded: percent-escapes resolved, and runs of Base64 that are text again. */
final class Decoded {
    /** Shorter runs of Base64 hold no secret that a pattern finds. */
    private static final int SHORTEST = 16;

    /** So many runs of one text are tried. */
    private static final int MOST = 64;

    private Decoded() {}

    /** The readings of {@code text} other than itself. */
    static List<String> of(String text) {
        List<String> readings = new ArrayList<>();
        if (text.indexOf('%') >= 0) {
            readings.add(unescaped(text));
        }
        int from = 0;
        for (int i = 0; i <= text.length() && readings.size() < MOST; i++) {
            if (i == text.length() || !isBase64(text.charAt(i))) {
                if (i - from >= SHORTEST) {
                    read(text.substring(from, i), readings);
                }
                from = i + 1;
            }
        }
        return readings;
    }

    private static boolean isBase64(char c) {
        return Randomness.isWord(c) || Randomness.isJoint(c) || c == '=';
    }

    /** Most runs are words and paths: what they decode to is no text, which is told without an exception. */
    private static void read(String run, List<String> readings) {
        String standard = run.replace('-', '+').replace('_', '/');
        int end = standard.indexOf('=');
        String digits = end < 0 ? standard : standard.substring(0, end);
        if (digits.length() % 4 == 1) {
            return;
        }
        CharBuffer text = CharBuffer.allocate(digits.length());
        byte[] bytes = Base64.getDecoder().decode(digits);
        if (!StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes), text, true)
                .isError()) {
            readings.add(text.flip().toString());
        }
    }

    /** As forms are read, where a plus is a space. Escapes that are none stay as they are. */
    private static String unescaped(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            int high = i + 2 < bytes.length && bytes[i] == '%' ? Character.digit(bytes[i + 1], 16) : -1;
            int low = high >= 0 ? Character.digit(bytes[i + 2], 16) : -1;
            byte plain = bytes[i] == '+' ? (byte) ' ' : bytes[i];
            bytes[length++] = low >= 0 ? (byte) (high << 4 | low) : plain;
            i += low >= 0 ? 2 : 0;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
