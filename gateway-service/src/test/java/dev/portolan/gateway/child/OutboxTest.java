package dev.portolan.gateway.child;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.mcp.JsonSlice;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final JsonSlice MESSAGE = JsonSlice.trusted("{\n \"a\": \"b\\nc\"\r\n}");

    @Test
    void aMessageIsOneLineHoweverItCame() throws Exception {
        // given
        Outbox outbox = new Outbox(TestConfig.of(Map.of()));
        outbox.offer(MESSAGE);
        outbox.offer(JsonSlice.trusted("2"));
        outbox.close();
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        // when
        outbox.write(out);

        // then
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("{  \"a\": \"b\\nc\"  }\n2\n");
    }

    @Test
    void noMoreMessagesWaitThanMay() {
        Outbox outbox = new Outbox(TestConfig.of(Map.of("gateway.child.max-queued", "2")));

        assertThat(outbox.offer(MESSAGE)).isTrue();
        assertThat(outbox.offer(MESSAGE)).isTrue();
        assertThat(outbox.offer(MESSAGE)).isFalse();
    }

    @Test
    void noMoreBytesWaitThanMayButOneMessageAlwaysDoes() {
        Outbox outbox = new Outbox(TestConfig.of(Map.of("gateway.child.max-queued-bytes", "10")));

        assertThat(outbox.offer(MESSAGE)).isTrue();
        assertThat(outbox.offer(JsonSlice.trusted("2"))).isFalse();
    }

    @Test
    void nothingIsTakenAfterTheEnd() {
        Outbox outbox = new Outbox(TestConfig.of(Map.of()));
        outbox.close();

        assertThat(outbox.offer(MESSAGE)).isFalse();
    }
}
