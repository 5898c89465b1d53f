package dev.portolan.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonScannerTest {
    /** Writes down what it sees and looks into some of it. */
    private static final class Copy implements JsonScanner.Visitor {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final Deque<Integer> open = new ArrayDeque<>();
        private final GeneratedJson chance;

        Copy(GeneratedJson chance) {
            this.chance = chance;
        }

        @Override
        public void bytes(byte[] chunk, int from, int to) {
            bytes.write(chunk, from, to - from);
        }

        @Override
        public void name(@Nullable String name) {
            assertThat(bytes.toString(StandardCharsets.UTF_8))
                    .endsWith(JsonSlice.ofText(String.valueOf(name)).json());
        }

        @Override
        public boolean begin(byte first) {
            boolean look = (first == '{' || first == '[') && chance.below(4) > 0;
            open.push(look ? -1 - bytes.size() : bytes.size());
            return look;
        }

        @Override
        public void end() {
            wellFormed(open.pop());
        }

        @Override
        public void leave() {
            wellFormed(-1 - open.pop());
        }

        /** What lies between what was said of a value is that value. */
        private void wellFormed(int from) {
            assertThat(from).isNotNegative();
            String value = bytes.toString(StandardCharsets.UTF_8);
            byte[] all = bytes.toByteArray();
            byte[] part = java.util.Arrays.copyOfRange(all, from, all.length);
            assertThat(JsonSlice.parse(part, JsonLimits.DEFAULT).length())
                    .as(value)
                    .isEqualTo(part.length);
        }
    }

    @Test
    void handsOnEveryDocumentHoweverItArrives() {
        for (int seed = 0; seed < 3_000; seed++) {
            GeneratedJson json = new GeneratedJson(seed);
            String compact = json.value(5);
            Copy copy = new Copy(json);
            JsonScanner scanner = new JsonScanner(64, copy);

            json.inChunks(json.spaced(compact), chunk -> scanner.feed(chunk, 0, chunk.length));
            scanner.end();

            assertThat(copy.bytes.toString(StandardCharsets.UTF_8))
                    .as("seed " + seed)
                    .isEqualTo(compact);
            assertThat(copy.open).isEmpty();
        }
    }

    @Test
    void refusesExactlyWhatTheStrictParserRefuses() {
        int refused = 0;
        for (int seed = 0; seed < 30_000; seed++) {
            GeneratedJson json = new GeneratedJson(seed);
            byte[] bytes = json.damaged(json.spaced(json.value(3)));
            boolean strict = accepts(() -> JsonSlice.parse(bytes, JsonLimits.DEFAULT));

            assertThat(accepts(() -> scan(json, bytes)))
                    .as("seed " + seed + ": " + new String(bytes, StandardCharsets.UTF_8))
                    .isEqualTo(strict);
            refused += strict ? 0 : 1;
        }
        assertThat(refused).isBetween(5_000, 27_000);
    }

    private static void scan(GeneratedJson json, byte[] bytes) {
        JsonScanner scanner = new JsonScanner(64, new Blind());
        json.inChunks(bytes, chunk -> scanner.feed(chunk, 0, chunk.length));
        scanner.end();
    }

    private static final class Blind implements JsonScanner.Visitor {
        @Override
        public void bytes(byte[] chunk, int from, int to) {}

        @Override
        public void name(@Nullable String name) {}

        @Override
        public boolean begin(byte first) {
            return true;
        }

        @Override
        public void end() {}

        @Override
        public void leave() {}
    }

    private static boolean accepts(Runnable reading) {
        try {
            reading.run();
            return true;
        } catch (ProtocolError refused) {
            return false;
        }
    }

    @Test
    void boundsDepthAndNumbers() {
        GeneratedJson any = new GeneratedJson(1);
        for (String json :
                new String[] {"[".repeat(64) + "]".repeat(64), "1".repeat(1_000), "\"" + "9".repeat(5_000) + "\""}) {
            scan(any, json.getBytes(StandardCharsets.UTF_8));
        }
        for (String json :
                new String[] {"[".repeat(65) + "]".repeat(65), "1".repeat(1_001), "[" + "1".repeat(1_001) + "]"}) {
            assertThatThrownBy(() -> scan(any, json.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOfSatisfying(
                            ProtocolError.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PARSE_ERROR));
        }
    }
}
