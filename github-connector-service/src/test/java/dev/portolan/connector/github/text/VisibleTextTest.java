package dev.portolan.connector.github.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x202A, 0x202E, 0x2060, 0x2066, 0x2069, 0xFEFF, 0x00AD, 0x061C,
                0x180E, 0x3164, 0xFFA0, 0x115F, 0x034F, 0xE0001, 0xE0041, 0xE007F, 0xE0100, 0xFE00, 0xFFF9, 0x0000,
                0x0008, 0x001B, 0x0085, 0xD800, 0x0378
            })
    void whatNobodyWouldSeeIsDropped(int point) {
        String hidden = new String(new int[] {'a', point, 'b'}, 0, 3);
        assertThat(VisibleText.strip(hidden)).isEqualTo(new VisibleText("ab", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "tabs\tand\nlines", "Größe", "日本語", "עברית", "😀", "❤️", "e\u0301", "a\u00A0b"})
    void whatIsSeenStays(String text) {
        assertThat(VisibleText.strip(text)).isEqualTo(new VisibleText(text, 0));
    }

    @Test
    void selectorsInARowHideDataAndGo() {
        assertThat(VisibleText.of("❤\uFE0F\uFE0F\uFE0F")).isEqualTo("❤\uFE0F");
    }

    @Test
    void bytesAreTextOnlyIfTheyAreUtf8() {
        assertThat(Content.of("Grüße\r\n".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new Content("utf-8", "Grüße\n", 0));
        assertThat(Content.of(new byte[] {(byte) 0xFF, 1}).encoding()).isEqualTo("base64");
        assertThat(Content.of(new byte[] {'a', 0}).encoding()).isEqualTo("base64");
    }
}
