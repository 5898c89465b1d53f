package dev.portolan.gateway.screen;

/**
 * Text from elsewhere, made fit to be shown to people and models: without what they read differently or not at all.
 * Taken out are control characters but line feed and tab, and characters that show nothing themselves: format
 * characters (Unicode category Cf: zero-width characters, directional marks, overrides and isolates, soft hyphen,
 * tags), the other default-ignorable code points (fillers, variation selectors, the combining grapheme joiner) and
 * halves of surrogate pairs. What emoji are written with stays where it is one: U+FE0E or U+FE0F directly after a
 * symbol, U+200D between two.
 */
public final class Text {
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int TEXT_STYLE = 0xFE0E;
    private static final int EMOJI_STYLE = 0xFE0F;

    /** Code points that become emoji by what follows them, though they are no symbols. */
    private static final String STYLED = "0123456789#*\u203C\u2049\u2139\u3030";

    private Text() {}

    /** Without what does not show, cut after so many code points. */
    public static String cleaned(String text, int longest) {
        int[] points = text.codePoints().toArray();
        StringBuilder clean = new StringBuilder(Math.min(text.length(), longest));
        int kept = 0;
        for (int i = 0; i < points.length && kept < longest; i++) {
            if (!hidden(points, i)) {
                clean.appendCodePoint(points[i]);
                kept++;
            }
        }
        return clean.toString();
    }

    /** With what does not show spelled out, e.g. {@code \{200B}}, so that whoever checks a text sees all of it. */
    public static String revealed(String text) {
        int[] points = text.codePoints().toArray();
        StringBuilder revealed = new StringBuilder(text.length());
        for (int i = 0; i < points.length; i++) {
            if (hidden(points, i)) {
                revealed.append(String.format("\\{%04X}", points[i]));
            } else {
                revealed.appendCodePoint(points[i]);
            }
        }
        return revealed.toString();
    }

    private static boolean hidden(int[] points, int at) {
        int c = points[at];
        if (c == '\n' || c == '\t') {
            return false;
        }
        if (c == TEXT_STYLE || c == EMOJI_STYLE) {
            return at == 0 || !(symbol(points[at - 1]) || STYLED.indexOf(points[at - 1]) >= 0);
        }
        if (c == ZERO_WIDTH_JOINER) {
            return at == 0 || at + 1 == points.length || !joinable(points, at - 1) || !symbol(points[at + 1]);
        }
        int type = Character.getType(c);
        return Character.isISOControl(c) || type == Character.FORMAT || type == Character.SURROGATE || ignorable(c);
    }

    private static boolean joinable(int[] points, int at) {
        return symbol(points[at]) || (points[at] == EMOJI_STYLE && at > 0 && symbol(points[at - 1]));
    }

    /** What emoji are made of: symbols, arrows, and the emoji blocks, newer ones than Java knows included. */
    private static boolean symbol(int c) {
        return Character.getType(c) == Character.OTHER_SYMBOL
                || c >= 0x2190 && c <= 0x21FF
                || c >= 0x25A0 && c <= 0x25FF
                || c >= 0x1F000 && c <= 0x1FAFF;
    }

    /** Unicode's Default_Ignorable_Code_Point, as far as it is not of category Cf. */
    private static boolean ignorable(int c) {
        return c == 0x034F
                || c == 0x115F
                || c == 0x1160
                || c == 0x17B4
                || c == 0x17B5
                || c >= 0x180B && c <= 0x180F
                || c == 0x2065
                || c == 0x3164
                || c >= 0xFE00 && c <= 0xFE0D
                || c == 0xFFA0
                || c >= 0xFFF0 && c <= 0xFFF8
                || c >= 0xE0000 && c <= 0xE0FFF;
    }
}
