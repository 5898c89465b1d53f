package dev.portolan.gateway.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinesTest {
    private static List<String> read(String text, int longest) throws Exception {
        List<String> lines = new ArrayList<>();
        new Lines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), longest).read(new Lines.Reader() {
            @Override
            public void line(byte[] bytes) {
                lines.add(new String(bytes, StandardCharsets.UTF_8));
            }

            @Override
            public void tooLong() {
                lines.add("too long");
            }
        });
        return lines;
    }

    @Test
    void aLineEndsAtItsEnd() throws Exception {
        assertThat(read("a\n\nbé\nc", 10)).containsExactly("a", "", "bé");
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 16 * 1024, 16 * 1024 + 1, 100_000})
    void aLineBeyondTheBoundIsPassedOver(int length) throws Exception {
        assertThat(read("a\n" + "x".repeat(length) + "\nb\n", 10)).containsExactly("a", "too long", "b");
    }

    @ParameterizedTest
    @ValueSource(ints = {16 * 1024 - 1, 16 * 1024, 40_000})
    void aLineMayBeLongerThanOneRead(int length) throws Exception {
        String line = "x".repeat(length);

        assertThat(read(line + "\nb\n", length)).containsExactly(line, "b");
    }
}
