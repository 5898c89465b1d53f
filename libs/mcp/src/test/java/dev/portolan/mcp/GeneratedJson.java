package dev.portolan.mcp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Documents, white space and chunk borders by chance, the same for the same seed. */
final class GeneratedJson {
    private static final List<String> NUMBERS =
            List.of("0", "-0", "7", "-12", "1.5", "0.0e-3", "2E+10", "1e5", "-0.25", "123456789012345678901234567890");

    private final Random random;
    private int names;

    GeneratedJson(long seed) {
        this.random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** A value without white space between its tokens. */
    String value(int depth) {
        return switch (below(depth > 0 ? 6 : 4)) {
            case 0 -> NUMBERS.get(below(NUMBERS.size()));
            case 1 -> text();
            case 2 -> List.of("true", "false", "null").get(below(3));
            case 3 -> "\"\\u00e9\\n\\/\\ud83d\\ude00\\ud800\"";
            case 4 -> array(depth - 1);
            default -> object(depth - 1);
        };
    }

    private String array(int depth) {
        StringBuilder out = new StringBuilder("[");
        for (int i = below(4); i > 0; i--) {
            out.append(value(depth)).append(i > 1 ? "," : "");
        }
        return out.append(']').toString();
    }

    String object(int depth) {
        StringBuilder out = new StringBuilder("{");
        for (int i = below(4); i > 0; i--) {
            out.append(name()).append(':').append(value(depth)).append(i > 1 ? "," : "");
        }
        return out.append('}').toString();
    }

    /** A name that occurs nowhere else. */
    String name() {
        return "\"n" + names++ + text().substring(1);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (int i = below(12); i > 0; i--) {
            text.appendCodePoint(
                    List.of(34, 92, 10, 97, 0xe9, 0x4e2d, 0x1f600, 47, 0).get(below(9)));
        }
        return JsonSlice.ofText(text.toString()).json();
    }

    /** The same with white space between tokens here and there. */
    byte[] spaced(String json) {
        StringBuilder out = new StringBuilder();
        boolean inText = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            boolean mark = c == '"' && !(inText && escapes(json, i));
            boolean structural = !inText && ("{}[],:".indexOf(c) >= 0);
            out.append(structural ? space() : "").append(c).append(structural ? space() : "");
            inText ^= mark;
        }
        return (space() + out + space()).getBytes(StandardCharsets.UTF_8);
    }

    private static boolean escapes(String json, int at) {
        int slashes = 0;
        while (json.charAt(at - 1 - slashes) == '\\') {
            slashes++;
        }
        return slashes % 2 == 1;
    }

    private String space() {
        return below(6) > 0 ? "" : List.of(" ", "\n", "\r\n\t", "  ").get(below(4));
    }

    /** Some bytes of it replaced, dropped or doubled. */
    byte[] damaged(byte[] json) {
        byte[] out = json.clone();
        for (int i = 1 + below(2); i > 0 && out.length > 0; i--) {
            int at = below(out.length);
            switch (below(3)) {
                case 0 -> out[at] = below(2) == 0 ? (byte) below(256) : (byte) "{}[]\",:0.e-+\\tu ".charAt(below(16));
                case 1 -> out = joined(Arrays.copyOf(out, at), Arrays.copyOfRange(out, at + 1, out.length));
                default -> out = joined(Arrays.copyOf(out, at + 1), Arrays.copyOfRange(out, at, out.length));
            }
        }
        return out;
    }

    private static byte[] joined(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    /** The bytes in pieces of any length. */
    void inChunks(byte[] bytes, Consumer<byte[]> feed) {
        int most = 1 + below(40);
        int at = 0;
        while (at < bytes.length) {
            int next = Math.min(bytes.length, at + 1 + below(most));
            feed.accept(Arrays.copyOfRange(bytes, at, next));
            at = next;
        }
    }
}
