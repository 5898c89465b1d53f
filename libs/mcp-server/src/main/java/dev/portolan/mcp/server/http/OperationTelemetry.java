package dev.portolan.mcp.server.http;

import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpMethod;
import dev.portolan.mcp.ProtocolError;
import dev.portolan.mcp.server.answer.McpRequest;
import dev.portolan.mcp.server.feature.Features;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Times every request and says on its HTTP span what it is, where the connector has Micrometer and OpenTelemetry.
 * Names follow the OpenTelemetry conventions for MCP; tags take only values we know, so that no caller can grow the
 * registry.
 */
@Singleton
public class OperationTelemetry {
    private static final Set<String> METHODS = Set.of(
            McpMethod.DISCOVER,
            McpMethod.INITIALIZE,
            McpMethod.PING,
            McpMethod.TOOLS_LIST,
            McpMethod.TOOLS_CALL,
            McpMethod.PROMPTS_LIST,
            McpMethod.PROMPTS_GET,
            McpMethod.RESOURCES_LIST,
            McpMethod.TEMPLATES_LIST,
            McpMethod.RESOURCES_READ,
            McpMethod.COMPLETE);

    private final Instance<MeterRegistry> registries;
    private final Features features;

    OperationTelemetry(Instance<MeterRegistry> registries, Features features) {
        this.registries = registries;
        this.features = features;
    }

    /** Says on the current span what the request is; the span keeps the name of its HTTP route. */
    void started(McpRequest request) {
        Span span = Span.current();
        if (!span.isRecording()) {
            return;
        }
        String target = target(request);
        span.setAttribute("mcp.method.name", method(request));
        span.setAttribute("mcp.protocol.version", request.revision().wire());
        if (!target.isEmpty()) {
            String attribute =
                    request.method().equals(McpMethod.TOOLS_CALL) ? "gen_ai.tool.name" : "gen_ai.prompt.name";
            span.setAttribute(attribute, target);
        }
    }

    /**
     * Records how a request went.
     *
     * @param result its result, or null if it failed
     * @param failure why it failed, or null
     */
    void finished(McpRequest request, Duration took, @Nullable JsonSlice result, @Nullable Throwable failure) {
        String outcome = outcome(result, failure);
        Span.current().setAttribute("mcp.outcome", outcome);
        if (registries.isResolvable()) {
            Timer.builder("mcp.server.operation.duration")
                    .description("From a request read to its answer known")
                    .tag("mcp.method.name", method(request))
                    .tag("target", target(request))
                    .tag("outcome", outcome)
                    .register(registries.get())
                    .record(took);
        }
    }

    private static String outcome(@Nullable JsonSlice result, @Nullable Throwable failure) {
        if (failure instanceof ProtocolError error) {
            return error.code() == -32603 ? "internal_error" : "refused";
        }
        if (failure != null || result == null) {
            return "cancelled";
        }
        JsonSlice isError = result.member("isError");
        return isError != null && isError.isTrue() ? "tool_error" : "ok";
    }

    private static String method(McpRequest request) {
        return METHODS.contains(request.method()) ? request.method() : "other";
    }

    private String target(McpRequest request) {
        String name = request.params().text("name");
        if (name == null) {
            return "";
        }
        boolean known = request.method().equals(McpMethod.TOOLS_CALL)
                        && features.tool(name).isPresent()
                || request.method().equals(McpMethod.PROMPTS_GET)
                        && features.prompt(name).isPresent();
        return known ? name : "";
    }
}
