package dev.portolan.connector.github.text;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Foreign text without what a person would not see: bidirectional controls, zero-width and tag characters, fillers,
 * soft hyphens, control characters, lone surrogates, and variation selectors that vary nothing. Such characters carry
 * instructions to models past the people who read the same text (Unicode 16, chapter 23 lists them).
 *
 * @param text what is left
 * @param removed how many code points were dropped
 */
public record VisibleText(String text, int removed) {

    /** What is left of a text. */
    public static String of(String foreign) {
        return strip(foreign).text();
    }

    /** What is left of a text that may be missing. */
    public static @Nullable String ofNullable(@Nullable String foreign) {
        return Optional.ofNullable(foreign).map(VisibleText::of).orElse(null);
    }

    /** What is left of a text, and how much went. */
    public static VisibleText strip(String foreign) {
        StringBuilder kept = new StringBuilder(foreign.length());
        int removed = 0;
        int previous = -1;
        for (int i = 0; i < foreign.length(); ) {
            int point = foreign.codePointAt(i);
            i += Character.charCount(point);
            if (isVisible(point, previous)) {
                kept.appendCodePoint(point);
            } else {
                removed++;
            }
            previous = point;
        }
        return new VisibleText(removed == 0 ? foreign : kept.toString(), removed);
    }

    private static boolean isVisible(int point, int previous) {
        if (point == '\n' || point == '\t') {
            return true;
        }
        if (point == 0xFE0E || point == 0xFE0F) {
            // text or emoji presentation of the character before it; anything else hides data
            return previous > 0x20 && !isVariationSelector(previous);
        }
        return switch (Character.getType(point)) {
            case Character.FORMAT, Character.CONTROL, Character.SURROGATE, Character.UNASSIGNED -> false;
            default -> !isVariationSelector(point) && !isFiller(point);
        };
    }

    private static boolean isVariationSelector(int point) {
        return (point >= 0xFE00 && point <= 0xFE0F)
                || (point >= 0xE0100 && point <= 0xE01EF)
                || (point >= 0x180B && point <= 0x180F);
    }

    private static boolean isFiller(int point) {
        return point == 0x034F
                || point == 0x115F
                || point == 0x1160
                || point == 0x17B4
                || point == 0x17B5
                || point == 0x3164
                || point == 0xFFA0
                || (point >= 0xE0000 && point <= 0xE0FFF);
    }
}
