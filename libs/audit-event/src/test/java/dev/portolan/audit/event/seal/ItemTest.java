package dev.portolan.audit.event.seal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.audit.event.Events;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemTest {

    private static final byte[] RECORD = Events.usualIntent().canonical();

    @ParameterizedTest
    @ValueSource(strings = {"", "AAECAwQFBgcICQoLDA0ODw=="})
    void anItemIsReadAsItWasWritten(String sealed) throws IOException {
        byte[] bytes = new Item(RECORD, sealed).bytes();

        assertThat(Item.read(bytes)).hasValueSatisfying(item -> {
            assertThat(item.entry()).isEqualTo(RECORD);
            assertThat(item.sealed()).isEqualTo(sealed);
        });
        JsonNode json = new ObjectMapper().readTree(bytes);
        assertThat(json.get("entry")).isEqualTo(new ObjectMapper().readTree(RECORD));
        assertThat(json.path("sealed").asText()).isEqualTo(sealed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "}",
                "{\"entry\":",
                "{\"entry\":}",
                "{\"sealed\":\"AA==\"}",
                "{\"entry\":\"}",
                "{\"entry\":,\"sealed\":\"\"}",
                "{\"entry\":{}, \"sealed\":\"AA==\"}",
                "[{\"entry\":{}}]",
                "{\"entry\":{},\"sealed\":\"AA==\"} "
            })
    void whatHasNotThisFormIsNone(String other) {
        assertThat(Item.read(other.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    /** So a member of the record cannot pass for the sealed part. */
    @Test
    void theSealedPartIsTheLastMember() {
        String item = "{\"entry\":{\"a\":\"x\",\"sealed\":\"AA==\"}}";

        assertThat(Item.read(item.getBytes(StandardCharsets.UTF_8)))
                .hasValueSatisfying(read -> assertThat(read.sealed()).isEmpty());
    }
}
