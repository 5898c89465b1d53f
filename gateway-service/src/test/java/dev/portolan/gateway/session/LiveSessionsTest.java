package dev.portolan.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.gateway.call.CallListener;
import dev.portolan.mcp.JsonLimits;
import dev.portolan.mcp.JsonRpcId;
import dev.portolan.mcp.Message;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LiveSessionsTest {
    private static final JsonRpcId CALL = new JsonRpcId("7");

    private final AtomicInteger aborted = new AtomicInteger();
    private final LiveSessions.Live session = new LiveSessions(new SmallRyeConfigBuilder()
                    .addDiscoveredConverters()
                    .withMapping(SessionConfig.class)
                    .build()
                    .getConfigMapping(SessionConfig.class))
            .of("session");
    private final CallListener listener = session.cancellable(CALL, CallListener.SILENT);

    private void cancel(String id) {
        String json =
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":" + id + "}}";
        session.take(Message.read(json.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT));
    }

    @Test
    void whatIsCancelledIsAbortedOnce() {
        listener.onGone(aborted::incrementAndGet);
        cancel("8");
        assertThat(aborted).hasValue(0);

        cancel("7");
        cancel("7");

        assertThat(aborted).hasValue(1);
    }

    @Test
    void aCancellationThatComesBeforeTheCallIsUnderWayIsNotLost() {
        cancel("7");

        listener.onGone(aborted::incrementAndGet);

        assertThat(aborted).hasValue(1);
    }

    @Test
    void whatHasEndedIsNotCancelled() {
        listener.onGone(aborted::incrementAndGet);
        session.ended(CALL);

        cancel("7");

        assertThat(aborted).hasValue(0);
    }
}
