package dev.portolan.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SseParserTest {
    private static final String STREAM =
            ": keep-alive\n\nevent: message\ndata: {\"a\":\ndata: \"ü\"}\n\nid: 7\r\ndata:1\r\n\r\ndata\rdata: x\r\rdata: cut off";

    private static List<String> parse(byte[] bytes, int chunk) {
        SseParser parser = new SseParser(1_000);
        List<String> events = new ArrayList<>();
        for (int i = 0; i < bytes.length; i += chunk) {
            byte[] part = java.util.Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + chunk));
            parser.feed(part).forEach(event -> events.add(new String(event, StandardCharsets.UTF_8)));
        }
        return events;
    }

    @Test
    void findsTheSameEventsHoweverTheBytesArrive() {
        byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);
        for (int chunk = 1; chunk <= bytes.length; chunk++) {
            assertThat(parse(bytes, chunk)).containsExactly("{\"a\":\n\"ü\"}", "1", "\nx");
        }
    }

    @Test
    void readsWhatItFrames() {
        JsonSlice pretty = JsonSlice.trusted("{\n  \"a\" : 1\r\n}");

        assertThat(parse(SseParser.frame(pretty), 3)).containsExactly("{\n  \"a\" : 1\n}");
    }

    @Test
    void boundsAnEvent() {
        SseParser parser = new SseParser(10);

        assertThatThrownBy(() -> parser.feed("data: 0123456789x".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ProtocolError.class);
    }

    @Test
    void remembersWhereAStreamStandsAndBeginsAgainThere() {
        SseParser parser = new SseParser(100);
        parser.feed("retry: 250\nid: 1\ndata: a\n\nid: 2\ndata: cut".getBytes(StandardCharsets.UTF_8));

        assertThat(parser.lastEventId()).isEqualTo("1");
        assertThat(parser.retryMillis()).isEqualTo(250);
        parser.reset();
        assertThat(parser.feed("data: b\n\n".getBytes(StandardCharsets.UTF_8)))
                .containsExactly("b".getBytes(StandardCharsets.UTF_8));
        assertThat(parser.lastEventId()).isEqualTo("1");
    }

    /** Takes long events and writes down what it is told. */
    private static final class Taking implements SseParser.LongEvents {
        private final StringBuilder told = new StringBuilder();

        @Override
        public boolean begin() {
            told.append('<');
            return true;
        }

        @Override
        public void part(byte[] bytes, int from, int to) {
            told.append(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
        }

        @Override
        public void end() {
            told.append('>');
        }
    }

    @Test
    void handsOnALongEventAsItArrivesHoweverTheBytesArrive() {
        byte[] bytes = "data: short\n\ndata: a long\nid: 7\n: data\ndata:\ndata:  event\n\ndata: next\n\n"
                .getBytes(StandardCharsets.UTF_8);
        for (int chunk = 1; chunk <= bytes.length; chunk++) {
            Taking taking = new Taking();
            SseParser parser = new SseParser(5, 1_000, taking);
            List<String> events = new ArrayList<>();
            for (int i = 0; i < bytes.length; i += chunk) {
                byte[] part = java.util.Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + chunk));
                parser.feed(part).forEach(event -> events.add(new String(event, StandardCharsets.UTF_8)));
            }
            assertThat(events).containsExactly("short", "next");
            assertThat(taking.told).hasToString("<a long\n\n event>");
        }
    }
}
