package dev.portolan.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSliceTest {
    private static JsonSlice parse(String json) {
        return JsonSlice.parse(json.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT);
    }

    @Test
    void cutsMembersOutExactlyAsTheyStand() {
        JsonSlice json =
                parse(" { \"a\" : 1.50e+2 , \"ü\":{\"x\":[1, 2,\"ß\\u00e9\"]},\"t\":\"q\\\"x\", \"n\":null } ");

        assertThat(json.members().names()).containsExactly("a", "ü", "t", "n");
        assertThat(json.member("a")).hasToString("1.50e+2");
        assertThat(json.member("ü")).hasToString("{\"x\":[1, 2,\"ß\\u00e9\"]}");
        assertThat(json.members().text("t")).isEqualTo("q\"x");
        assertThat(json.member("ü").member("x").elements())
                .extracting(JsonSlice::json)
                .containsExactly("1", "2", "\"ß\\u00e9\"");
        assertThat(json.member("n").isNull()).isTrue();
    }

    @Test
    void slicesOfGeneratedDocumentsRebuildTheDocument() {
        Random random = new Random(42);
        for (int i = 0; i < 500; i++) {
            String json = generate(random, 4);
            assertThat(rebuild(parse(json)).json()).isEqualTo(json);
        }
    }

    private static JsonSlice rebuild(JsonSlice slice) {
        if (slice.isObject()) {
            JsonObject object = JsonObject.empty();
            JsonObject members = slice.members();
            members.names().forEach(name -> object.set(name, rebuild(members.get(name))));
            return object.toSlice();
        }
        return slice.isArray()
                ? JsonObject.array(
                        slice.elements().stream().map(JsonSliceTest::rebuild).toList())
                : slice;
    }

    private static String generate(Random random, int depth) {
        int kind = random.nextInt(depth > 0 ? 6 : 4);
        StringBuilder out = new StringBuilder();
        switch (kind) {
            case 0 -> out.append(random.nextLong());
            case 1 -> out.append(JsonSlice.ofText(text(random)).json());
            case 2 -> out.append(random.nextBoolean());
            case 3 -> out.append(random.nextInt(100)).append(".0e-3");
            case 4 -> {
                out.append('[');
                for (int i = random.nextInt(4); i > 0; i--) {
                    out.append(generate(random, depth - 1)).append(i > 1 ? "," : "");
                }
                out.append(']');
            }
            default -> {
                out.append('{');
                for (int i = random.nextInt(4); i > 0; i--) {
                    out.append(JsonSlice.ofText(text(random) + i).json())
                            .append(':')
                            .append(generate(random, depth - 1))
                            .append(i > 1 ? "," : "");
                }
                out.append('}');
            }
        }
        return out.toString();
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.appendCodePoint(
                    List.of(34, 92, 10, 97, 0xe9, 0x4e2d, 0x1f600, 47, 0).get(random.nextInt(9)));
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "{",
                "{\"a\":1}x",
                "{\"a\":1,\"a\":2}",
                "{\"o\":{\"a\":1,\"a\":2}}",
                "[1,]",
                "{'a':1}",
                "NaN",
                "\ufeff{}",
                "\"\u0001\""
            })
    void refusesWhatIsNotStrictJson(String json) {
        assertThatThrownBy(() -> parse(json)).isInstanceOfSatisfying(ProtocolError.class, e -> assertThat(e.code())
                .isEqualTo(ErrorCode.PARSE_ERROR));
    }

    @Test
    void refusesOtherEncodingsAndBrokenUtf8EvenInsideSkippedStrings() {
        for (byte[] bytes : List.of(
                "{}".getBytes(StandardCharsets.UTF_16LE),
                "{}".getBytes(StandardCharsets.UTF_16),
                new byte[] {'{', '"', 'a', '"', ':', '[', '"', (byte) 0xC3, '"', ']', '}'},
                new byte[] {'"', (byte) 0xFF, '"'},
                new byte[] {'"', (byte) 0xC0, (byte) 0xAF, '"'},
                new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'})) {
            assertThatThrownBy(() -> JsonSlice.parse(bytes, JsonLimits.DEFAULT)).isInstanceOf(ProtocolError.class);
        }
    }

    @Test
    void boundsDepthAndSize() {
        assertThat(parse("[".repeat(64) + "]".repeat(64)).isArray()).isTrue();
        assertThatThrownBy(() -> parse("[".repeat(65) + "]".repeat(65))).isInstanceOf(ProtocolError.class);
        assertThatThrownBy(() -> JsonSlice.parse("[1,2]".getBytes(StandardCharsets.UTF_8), new JsonLimits(4, 64)))
                .isInstanceOfSatisfying(
                        ProtocolError.class, e -> assertThat(e.httpStatus()).isEqualTo(413));
    }

    @Test
    void halfASurrogatePairIsWrittenAsTheReplacementCharacter() {
        assertThat(JsonSlice.ofText(parse("\"a\\ud800b\"").text()).json()).isEqualTo("\"a\ufffdb\"");
        assertThat(JsonSlice.ofText("\ud83d\ude00").text()).isEqualTo("\ud83d\ude00");
    }
}
