package dev.portolan.mcp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portolan.mcp.server.fixture.RecordingSpanExporter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TelemetryComponentTest {
    @TestHTTPResource("/mcp")
    URI endpoint;

    @Inject
    RecordingSpanExporter spans;

    @Inject
    MeterRegistry meters;

    @Test
    void theSpanOfACallSaysMethodAndTool() throws Exception {
        new ModernCall(endpoint).tool("echo", "{\"text\":\"spoken\"}");

        await().untilAsserted(() -> assertThat(spans.ended()).anySatisfy(span -> {
            assertThat(span.getAttributes().get(AttributeKey.stringKey("mcp.method.name")))
                    .isEqualTo("tools/call");
            assertThat(span.getAttributes().get(AttributeKey.stringKey("gen_ai.tool.name")))
                    .isEqualTo("echo");
        }));
        assertThat(spans.ended().toString()).doesNotContain("spoken");
    }

    @Test
    void callsAreTimedByTargetAndOutcomeAndStrangersGrowNoSeries() throws Exception {
        new ModernCall(endpoint).tool("fail", "{\"how\":\"ours\"}");
        new ModernCall(endpoint).tool("made_up_by_a_caller", "{}");
        new ModernCall(endpoint).ask("made/up", "");

        await().untilAsserted(() -> assertThat(meters.find("mcp.server.operation.duration")
                        .tags("target", "fail", "outcome", "tool_error")
                        .timer())
                .isNotNull());
        assertThat(meters.find("mcp.server.operation.duration").timers().toString())
                .doesNotContain("made");
    }
}
