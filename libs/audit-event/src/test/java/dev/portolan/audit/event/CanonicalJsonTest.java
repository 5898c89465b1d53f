package dev.portolan.audit.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values follow RFC 8785 §3.2.2.2 (strings), §3.2.2.3 (numbers) and §3.2.3 (sorting). */
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
        assertThatIllegalArgumentException().isThrownBy(() -> canonical(Map.of("a", Double.NaN)));
        assertThatIllegalArgumentException().isThrownBy(() -> canonical(Map.of("a", Double.POSITIVE_INFINITY)));
        assertThatIllegalArgumentException().isThrownBy(() -> canonical(Map.of("a", 1.5f)));
    }

    @Test
    void writesNullAndValuesThatAreNoObjects() {
        assertThat(new String(CanonicalJson.bytes(Arrays.asList(null, "a")), StandardCharsets.UTF_8))
                .isEqualTo("[null,\"a\"]");
    }

    /** The samples of RFC 8785 appendix B, and two of Grisu's hard cases. */
    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "c340000000000000, -9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef4f, 999999999999999900000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "41b3de4355555554, 333333333.33333325",
        "41b3de4355555555, 333333333.3333333",
        "41b3de4355555556, 333333333.3333334",
        "41b3de4355555557, 333333333.33333343",
        "becbf647612f3696, -0.0000033333333333333333",
        "43143ff3c1cb0959, 1424953923781206.2",
        "3d30000000000000, 5.684341886080802e-14",
        "3ff8000000000000, 1.5"
    })
    void writesNumbersAsEcmascriptDoes(String bits, String written) {
        double number = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));

        assertThat(canonical(Map.of("n", number))).isEqualTo("{\"n\":" + written + "}");
    }

    private static String canonical(Map<String, ?> object) {
        return new String(CanonicalJson.bytes(object), StandardCharsets.UTF_8);
    }
}
