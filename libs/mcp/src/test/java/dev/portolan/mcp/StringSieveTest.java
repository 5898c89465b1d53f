package dev.portolan.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StringSieveTest {
    private final List<String> taken = new ArrayList<>();

    private final StringSieve.Sink sink = new StringSieve.Sink() {
        private final ByteArrayOutputStream current = new ByteArrayOutputStream();

        @Override
        public void part(byte[] bytes, int from, int to) {
            current.write(bytes, from, to - from);
        }

        @Override
        public String end() {
            taken.add(current.toString(StandardCharsets.UTF_8));
            current.reset();
            return "mark-" + (taken.size() - 1);
        }
    };

    private String sieved(String json, int longest, int most, int chunk) {
        StringSieve sieve = new StringSieve(longest, most, sink);
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += chunk) {
            sieve.feed(bytes, at, Math.min(bytes.length, at + chunk));
        }
        return new String(sieve.end(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void longStringsAreTakenOutWhereverTheBytesAreCut(int chunk) {
        String json = "{\"a\":\"short\",\"b\":[\"long \\\"é😀\\\\ one\",1.5e3,\"\"],\"c\" : \"another \\u00e9 one\"}";

        assertThat(sieved(json, 8, 1_000, chunk))
                .isEqualTo("{\"a\":\"short\",\"b\":[\"mark-0\",1.5e3,\"\"],\"c\" : \"mark-1\"}");
        assertThat(taken).containsExactly("long \\\"é😀\\\\ one", "another \\u00e9 one");
    }

    @Test
    void whatIsTakenOutAndWhatIsLeftAreTheWhole() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            taken.clear();
            StringBuilder json = new StringBuilder("[");
            for (int i = random.nextInt(6); i >= 0; i--) {
                json.append('"').append("x\\né".repeat(random.nextInt(12))).append("\",");
            }
            json.append("0]");

            String left = sieved(json.toString(), 20, 1_000, 1 + random.nextInt(9));
            for (int i = 0; i < taken.size(); i++) {
                left = left.replace("\"mark-" + i + "\"", "\"" + taken.get(i) + "\"");
            }
            assertThat(left).isEqualTo(json.toString());
            assertThat(taken).allMatch(s -> s.getBytes(StandardCharsets.UTF_8).length > 20);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"a long string with a line\nbreak\"]",
                "[\"a long string with a wrong \\x escape\"]",
                "[\"a long string with half a \\u12g4 escape\"]",
                "{\"a name that is long\" : 1}"
            })
    void whatIsNoJsonIsRefusedAsItPasses(String json) {
        assertThatThrownBy(() -> sieved(json, 8, 1_000, 5)).isInstanceOf(ProtocolError.class);
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        byte[] overlong = {'[', '"', 'a', 'a', 'a', (byte) 0xC0, (byte) 0xAF, '"', ']'};
        StringSieve sieve = new StringSieve(2, 100, sink);

        assertThatThrownBy(() -> sieve.feed(overlong, 0, overlong.length)).isInstanceOf(ProtocolError.class);
    }

    @Test
    void whatIsLeftIsBounded() {
        assertThatThrownBy(() -> sieved("[" + "1,".repeat(60) + "1]", 8, 100, 10))
                .isInstanceOfSatisfying(
                        ProtocolError.class, e -> assertThat(e.httpStatus()).isEqualTo(413));
    }
}
