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

        assertThatThrownBy(() -> parser.feed("data: 0123456789".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ProtocolError.class);
    }
}
