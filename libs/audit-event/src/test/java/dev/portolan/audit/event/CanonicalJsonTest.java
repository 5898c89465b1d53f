package dev.portolan.audit.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Expected values follow RFC 8785 §3.2.2.2 (strings) and §3.2.3 (sorting). */
class CanonicalJsonTest {

    @Test
    void escapesOnlyWhatMustBeEscapedAndAsShortAsItCan() {
        // the string of RFC 8785 §3.2.2: euro sign, dollar, U+000F, line feed, A, ', B, ", backslash, solidus
        String text = "\u20ac$\u000F\nA'B\"\\\\\"/";

        String json = canonical(Map.of("string", text));

        assertThat(json).isEqualTo("{\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    @Test
    void givesEachControlCharacterItsShortestEscape() {
        String json = canonical(Map.of("c", "\b\t\n\f\r\u0000\u001f\u007f\u2028"));

        assertThat(json).isEqualTo("{\"c\":\"\\b\\t\\n\\f\\r\\u0000\\u001f\u007f\u2028\"}");
    }

    @Test
    void sortsMembersByUtf16UnitsAndNotByCodePoints() {
        // RFC 8785 §3.2.3: U+1F600 sorts before U+FB33 because its first unit is D83D
        Map<String, Object> members = new LinkedHashMap<>();
        for (String name : List.of("\u20ac", "\r", "\ufb33", "1", "\ud83d\ude00", "\u0080", "\u00f6")) {
            members.put(name, 1);
        }

        String json = canonical(members);

        assertThat(json)
                .isEqualTo(
                        "{\"\\r\":1,\"1\":1,\"\u0080\":1,\"\u00f6\":1,\"\u20ac\":1,\"\ud83d\ude00\":1,\"\ufb33\":1}");
    }

    @Test
    void writesNestedArraysObjectsIntegersAndBooleansWithoutWhiteSpace() {
        String json = canonical(Map.of("b", List.of(1, -5L, true, List.of()), "a", Map.of("z", Map.of(), "y", false)));

        assertThat(json).isEqualTo("{\"a\":{\"y\":false,\"z\":{}},\"b\":[1,-5,true,[]]}");
    }

    @Test
    void refusesWhatHasNoCanonicalForm() {
        assertThatIllegalArgumentException().isThrownBy(() -> canonical(Map.of("a", "\ud83d")));
        assertThatIllegalArgumentException().isThrownBy(() -> canonical(Map.of("a", "\ude00x")));
        assertThatIllegalArgumentException().isThrownBy(() -> canonical(Map.of("a", 1L << 53)));
        assertThatIllegalArgumentException().isThrownBy(() -> canonical(Map.of("a", 1.5)));
    }

    private static String canonical(Map<String, ?> object) {
        return new String(CanonicalJson.bytes(object), StandardCharsets.UTF_8);
    }
}
