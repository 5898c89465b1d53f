package dev.portolan.gateway.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlDocumentTest {
    private static final Path FILE = Path.of("some.yaml");

    @Test
    void whatIsNoYamlIsToldWithItsLineAndNotQuoted() {
        assertFault("a: 1\nb: [secret", "line 2: this is not YAML");
        assertFault("a: 1\n\tb: secret", "line 2: this is not YAML");
    }

    @Test
    void anEmptyFileIsRefused() {
        assertFault("# nothing\n", "it is empty; write at least what it must contain");
    }

    @Test
    void aSecondDocumentIsRefused() {
        assertFault("a: b\n---\nc: d\n", "line 3: a second document begins here; keep one to a file");
    }

    @Test
    void whatIsNoMappingIsRefused() {
        assertFault("- a\n", "line 1: the file must be a mapping of keys to values");
    }

    @Test
    void aliasesOfCollectionsAreRefused() {
        assertFault("a: &a [x]\nb: *a\n", "it has characters or structure that are not accepted");
    }

    @Test
    void deepNestingIsRefused() {
        assertFault("a: " + "[".repeat(30) + "]".repeat(30), "it has characters or structure that are not accepted");
    }

    @Test
    void controlCharactersAreRefused() {
        assertFault("a: b\u0007", "it has characters or structure that are not accepted");
    }

    @Test
    void tagsConstructNothing() {
        assertFault("!!javax.script.ScriptEngineManager {a: b}", "line 1: this is not YAML that can be read");
    }

    @Test
    void whatIsNoUtf8IsToldWithItsLine(@TempDir Path directory) throws Exception {
        // given
        Path file = Files.write(directory.resolve("latin.yaml"), "a: b\nc: ä\n".getBytes(StandardCharsets.ISO_8859_1));

        // when, then
        assertThatThrownBy(() -> YamlDocument.read(FileContent.read(file, 100), new Faults(file)))
                .hasMessage(file + " is not usable: line 2: this is not UTF-8; save the file in that encoding");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "12", "1.5", "null", "~", "", "2026-01-01", "[]", "{}", "!x y", "' b'", "''"})
    void whatYamlDoesNotTakeForTextIsNotText(String written) {
        // given
        Faults faults = new Faults(FILE);
        YamlMapping mapping = YamlDocument.read(FileContent.of("a: b\nkey: " + written), faults);

        // when
        assertThat(mapping.text("key")).isEmpty();

        // then
        assertThatThrownBy(faults::throwIfAny).hasMessageContaining("line 2: key must be text");
    }

    @ParameterizedTest
    @CsvSource({"'yes'", "'\"true\"'", "'1'", "'[true]'", "'TRUE'"})
    void onlyTrueAndFalseAreFlags(String written) {
        // given
        Faults faults = new Faults(FILE);

        // when
        assertThat(YamlDocument.read(FileContent.of("key: " + written), faults).flag("key"))
                .isEmpty();

        // then
        assertThatThrownBy(faults::throwIfAny).hasMessageContaining("line 1: key must be true or false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "11", "-1", "1.0", "0x5", "05", "1_0", "'5'", "5s", "99999999999999999999"})
    void onlyPlainNumbersInRangeAreNumbers(String written) {
        // given
        Faults faults = new Faults(FILE);

        // when
        assertThat(YamlDocument.read(FileContent.of("key: " + written), faults).number("key", 1, 10))
                .isEmpty();

        // then
        assertThatThrownBy(faults::throwIfAny).hasMessageContaining("line 1: key must be a whole number from 1 to 10");
    }

    @Test
    void aBomAndWindowsLineEndsAreRead() {
        // given
        Faults faults = new Faults(FILE);

        // when
        YamlMapping mapping = YamlDocument.read(FileContent.of("\uFEFFa: b\r\nc: d\r\n"), faults);

        // then
        assertThat(mapping.text("a")).hasValue("b");
        assertThat(mapping.text("c")).hasValue("d");
    }

    @Test
    void manyFaultsAreToldInTheOrderOfLinesAndCut() {
        // given
        Faults faults = new Faults(FILE);
        for (int line = 60; line > 0; line--) {
            faults.add(line, "bad");
        }

        // when, then
        assertThatThrownBy(faults::throwIfAny)
                .hasMessageStartingWith("some.yaml is not usable: line 1: bad; line 2: bad;")
                .hasMessageEndingWith("line 50: bad; and 10 more");
    }

    private static void assertFault(String text, String sentence) {
        Faults faults = new Faults(FILE);
        assertThatThrownBy(() -> YamlDocument.read(FileContent.of(text), faults))
                .isInstanceOf(BadFile.class)
                .hasMessageStartingWith("some.yaml is not usable: " + sentence)
                .hasMessageNotContaining("secret");
    }
}
