package dev.portolan.gateway.edge;

import dev.portolan.gateway.audit.Answer;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Origin;
import dev.portolan.mcp.McpMethod;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** How long requests take and how they end, by method; methods nobody knows are counted as one. */
@Singleton
public class RequestMetrics {
    private static final Set<String> METHODS = Set.of(
            McpMethod.DISCOVER,
            McpMethod.TOOLS_LIST,
            McpMethod.TOOLS_CALL,
            McpMethod.PROMPTS_LIST,
            McpMethod.PROMPTS_GET,
            McpMethod.RESOURCES_LIST,
            McpMethod.TEMPLATES_LIST,
            McpMethod.RESOURCES_READ,
            McpMethod.COMPLETE,
            McpMethod.TASKS_GET,
            McpMethod.TASKS_UPDATE,
            McpMethod.TASKS_CANCEL,
            McpMethod.LISTEN,
            McpMethod.INITIALIZE,
            McpMethod.PING,
            McpMethod.SUBSCRIBE,
            McpMethod.UNSUBSCRIBE);

    private final MeterRegistry registry;

    RequestMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void answered(String method, Answer answer, Origin origin) {
        registry.timer(
                        "mcp.server.operation.duration",
                        "method",
                        METHODS.contains(method) ? method : "other",
                        "outcome",
                        outcome(answer))
                .record(origin.elapsedMicros(), TimeUnit.MICROSECONDS);
    }

    private static String outcome(Answer answer) {
        CallRefused refused = answer.refused();
        if (refused != null) {
            return refused.refusal().name().toLowerCase(Locale.ROOT);
        }
        return answer.error() != null ? "error" : "success";
    }
}
