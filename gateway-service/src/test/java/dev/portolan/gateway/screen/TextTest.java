package dev.portolan.gateway.screen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {
    @ParameterizedTest
    @ValueSource(
            ints = {
                0x0, 0x7, 0xD, 0x1B, 0x7F, 0x85, 0xAD, 0x34F, 0x61C, 0x115F, 0x180B, 0x180E, 0x200B, 0x200C, 0x200D,
                0x200E, 0x200F, 0x202A, 0x202E, 0x2060, 0x2064, 0x2066, 0x2069, 0x3164, 0xFE00, 0xFE0E, 0xFE0F, 0xFEFF,
                0xFFA0, 0xFFF9, 0x1D173, 0xE0000, 0xE0001, 0xE0041, 0xE007F, 0xE0100, 0xE01EF
            })
    void whatDoesNotShowIsTakenOutAndRevealedToThoseWhoCheck(int hidden) {
        String text = "read" + Character.toString(hidden) + "me";

        assertThat(Text.cleaned(text, 100)).isEqualTo("readme");
        assertThat(Text.revealed(text)).isEqualTo(String.format("read\\{%04X}me", hidden));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "one\n\ttwo",
                "naïve, Ελλάδα, 日本語, עברית, हिन्दी",
                "e\u0301",
                "\u2764\uFE0F",
                "1\uFE0F\u20E3",
                "\uD83D\uDC69\u200D\uD83D\uDCBB",
                "\uD83D\uDC69\uD83C\uDFFD\u200D\u2764\uFE0F\u200D\uD83D\uDC68",
                "\uD83C\uDDEC\uD83C\uDDE7"
            })
    void whatShowsStaysAsItIs(String text) {
        assertThat(Text.cleaned(text, 100)).isEqualTo(text);
        assertThat(Text.revealed(text)).isEqualTo(text);
    }

    @Test
    void ofSeveralStylesInARowOnlyTheFirstIsOne() {
        assertThat(Text.cleaned("\u2764\uFE0F\uFE0F\uFE0E\u200D\u200Dx", 100)).isEqualTo("\u2764\uFE0Fx");
    }

    @Test
    void halvesOfPairsAreTakenOut() {
        assertThat(Text.cleaned("a\uD83Db\uDE00c", 100)).isEqualTo("abc");
    }

    @Test
    void textIsCutBetweenCharactersAndWhatIsTakenOutDoesNotCount() {
        assertThat(Text.cleaned("\u200Ba\uD83D\uDE00b", 2)).isEqualTo("a\uD83D\uDE00");
    }
}
