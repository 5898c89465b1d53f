package dev.portolan.gateway.line;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.gateway.transport.Outbound;
import dev.portolan.gateway.transport.Turns;
import dev.portolan.mcp.JsonRpc;
import dev.portolan.mcp.JsonRpcId;
import dev.portolan.mcp.JsonSlice;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InFlightTest {
    private static final Map<String, String> SESSION = Map.of("Mcp-Session-Id", "1");

    private final Vertx vertx = Vertx.vertx();
    private final InFlight inFlight = new InFlight(Duration.ofHours(1));

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private InFlight.Pending sent(long id, String method, Map<String, String> headers) {
        JsonRpcId request = JsonRpcId.of(id);
        InFlight.Pending pending = new InFlight.Pending(
                Outbound.of(request, JsonRpc.request(request, method, JsonSlice.EMPTY_OBJECT), headers),
                new Turns(vertx, "c", new Turns.Waits(1_000, 1_000), () -> {}),
                Runnable::run);
        assertThat(inFlight.add(pending)).isTrue();
        return pending;
    }

    @Test
    void aQuestionIsAboutTheOneCallWhateverElseIsAsked() {
        sent(1, "tools/list", SESSION);
        InFlight.Pending call = sent(2, "tools/call", SESSION);

        assertThat(inFlight.asking()).contains(call);
        sent(3, "prompts/get", SESSION);
        assertThat(inFlight.asking()).isEmpty();
        inFlight.take(call.outbound().id());
        assertThat(inFlight.asking()).isPresent();
    }

    @Test
    void nothingIsAskedOutsideASession() {
        sent(1, "tools/call", Map.of());

        assertThat(inFlight.asking()).isEmpty();
    }

    @Test
    void whatSaysNothingOfItsRequestIsAboutTheOnlyOne() {
        InFlight.Pending one = sent(1, "tools/list", Map.of());

        assertThat(inFlight.only()).contains(one);
        sent(2, "tools/list", Map.of());
        assertThat(inFlight.only()).isEmpty();
    }

    @Test
    void afterARequestWasGivenUpNobodyKnows() {
        sent(1, "tools/call", SESSION);
        sent(2, "tools/call", SESSION);

        inFlight.giveUp(JsonRpcId.of(1));
        inFlight.giveUp(JsonRpcId.of(1));

        assertThat(inFlight.asking()).isEmpty();
        assertThat(inFlight.only()).isEmpty();
        assertThat(inFlight.get(JsonRpcId.of(2))).isPresent();
    }

    @Test
    void whatWasAnsweredIsNotGivenUp() {
        sent(1, "tools/call", SESSION);
        InFlight.Pending left = sent(2, "tools/call", SESSION);

        inFlight.take(JsonRpcId.of(1));
        inFlight.giveUp(JsonRpcId.of(1));

        assertThat(inFlight.asking()).isEqualTo(Optional.of(left));
    }
}
