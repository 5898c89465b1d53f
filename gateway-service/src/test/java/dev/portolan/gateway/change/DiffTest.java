package dev.portolan.gateway.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.mcp.JsonSlice;
import org.junit.jupiter.api.Test;

class DiffTest {
    private static JsonSlice between(String old, String now) {
        return Diff.between(JsonSlice.trusted(old), JsonSlice.trusted(now));
    }

    @Test
    void eachPlaceIsNamedWithWhatWasThereAndWhatIs() {
        JsonSlice diff = between(
                "{\"description\":\"reads\",\"in\":{\"a/b\":{\"type\":\"string\"}},\"x\":1,\"y\":[1,2]}",
                "{\"y\":[1,3],\"in\":{\"a/b\":{\"type\":\"null\"}},\"description\":\"writes\",\"z\":true}");

        assertThat(diff.json())
                .isEqualTo("[{\"at\":\"/description\",\"old\":\"reads\",\"new\":\"writes\"},"
                        + "{\"at\":\"/in/a~1b/type\",\"old\":\"string\",\"new\":\"null\"},"
                        + "{\"at\":\"/x\",\"old\":\"1\"},"
                        + "{\"at\":\"/y/1\",\"old\":\"2\",\"new\":\"3\"},"
                        + "{\"at\":\"/z\",\"new\":\"true\"}]");
    }

    @Test
    void whatIsOnlyWrittenOtherwiseDoesNotDiffer() {
        assertThat(between("{\"a\":{\"b\":1,\"c\":\"x\"}}", "{ \"a\": {\"c\":\"\\u0078\",\"b\":1.0} }")
                        .elements())
                .isEmpty();
    }

    @Test
    void longTextsAreShownFromShortlyBeforeTheDifference() {
        String same = "s".repeat(1_000);

        JsonSlice diff = between("{\"d\":\"" + same + "old\"}", "{\"d\":\"" + same + "new" + same + "\"}");

        JsonSlice place = diff.elements().get(0);
        assertThat(place.members().text("old")).isEqualTo("…" + "s".repeat(40) + "old");
        assertThat(place.members().text("new"))
                .startsWith("…" + "s".repeat(40) + "news")
                .hasSize(242)
                .endsWith("…");
    }

    @Test
    void whatDoesNotShowIsSpelledOut() {
        assertThat(between("{\"enum\":\"a\"}", "{\"enum\":\"a\\u200b\"}").json())
                .contains("a\\\\{200B}");
    }

    @Test
    void manyPlacesAreCounted() {
        StringBuilder many = new StringBuilder("{\"a\":0");
        for (int i = 0; i < 2_000; i++) {
            many.append(",\"m")
                    .append(i)
                    .append("\":\"")
                    .append("é".repeat(500))
                    .append('"');
        }

        JsonSlice diff = between("{}", many.append('}').toString());

        int shown = diff.elements().size() - 1;
        assertThat(diff.length()).isLessThan(7_000);
        assertThat(diff.elements().get(shown).json()).isEqualTo("{\"more\":" + (2_001 - shown) + "}");
    }
}
