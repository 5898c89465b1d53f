package dev.portolan.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchTest {
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

    private static List<Message> read(String json) {
        return Batch.read(JsonSlice.parse(json.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT), 3);
    }

    @Test
    void messagesOfAllKindsComeInTheirOrder() {
        String cancelled = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\"}";
        String response = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}";

        assertThat(read("[" + cancelled + "," + PING + "," + response + "]"))
                .extracting(Message::kind)
                .containsExactly(Message.Kind.NOTIFICATION, Message.Kind.REQUEST, Message.Kind.RESPONSE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[7]",
                "[" + PING + "," + PING + "]",
                "[[" + PING + "]]",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\"}]",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"x\",\"params\":{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}}}]",
                "[{\"jsonrpc\":\"2.0\",\"method\":\"a\"},{\"jsonrpc\":\"2.0\",\"method\":\"a\"},{\"jsonrpc\":\"2.0\",\"method\":\"a\"},{\"jsonrpc\":\"2.0\",\"method\":\"a\"}]"
            })
    void whatIsNoBatchOfTheRevisionThatHasThemIsAnInvalidRequest(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOfSatisfying(ProtocolError.class, fault -> {
            assertThat(fault.httpStatus()).isEqualTo(400);
            assertThat(fault.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        });
    }
}
