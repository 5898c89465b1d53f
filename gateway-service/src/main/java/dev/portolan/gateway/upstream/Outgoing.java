package dev.portolan.gateway.upstream;

import dev.portolan.gateway.audit.AdmittedCall;
import dev.portolan.gateway.call.Asked;
import dev.portolan.gateway.call.Call;
import dev.portolan.gateway.call.CallListener;
import dev.portolan.gateway.call.ClientFacts;
import dev.portolan.gateway.call.FeatureKind;
import dev.portolan.gateway.call.Operation;
import dev.portolan.gateway.catalog.RoutedCall;
import dev.portolan.gateway.screen.RequestStates;
import dev.portolan.gateway.speech.Ask;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.MetaKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts an admitted call in the connector's own words: its names for public names, its state for sealed state, and of
 * what the caller said about itself only what may pass.
 */
final class Outgoing {
    /** What a caller can do that the gateway knows how to carry. */
    private static final List<String> CARRIED = List.of("elicitation", "sampling", "roots");

    /** Trace state and baggage of a stranger; the trace itself is continued by our own context. */
    private static final Set<String> NOT_OURS_TO_PASS = Set.of(MetaKey.TRACEPARENT, MetaKey.TRACESTATE, "baggage");

    private final RequestStates states;

    Outgoing(RequestStates states) {
        this.states = states;
    }

    Ask of(AdmittedCall admitted, CallListener listener) {
        RoutedCall routed = admitted.permitted().routed();
        Call call = routed.call();
        Asked asked = call.asked();
        Call.Task task = call.task();
        String name = task == null ? routed.feature().upstreamName() : task.id();
        String sealed = asked.message().params().text("requestState");
        RequestStates.Opened state = sealed == null || task != null ? null : states.open(routed, sealed);
        return new Ask(
                call.operation().method(),
                params(routed, state),
                meta(asked),
                carried(asked),
                asked.caller().principal(),
                call.operation() == Operation.COMPLETE ? null : name,
                routed.headers().of(Optional.ofNullable(routed.arguments())),
                asked.origin().traceparent(),
                state != null && state.held() ? state.state() : null,
                call.operation() == Operation.CALL_TOOL && routed.feature().onlyAsTask(),
                listener);
    }

    /** Only the members MCP defines for the method: what the gateway does not know it does not pass on. */
    private JsonObject params(RoutedCall routed, RequestStates.@Nullable Opened state) {
        JsonObject given = routed.call().asked().message().params();
        JsonObject params = JsonObject.empty();
        switch (routed.call().operation()) {
            case CALL_TOOL, GET_PROMPT ->
                params.set("name", routed.call().name()).setIfPresent("arguments", routed.arguments());
            case READ_RESOURCE -> params.set("uri", routed.call().name());
            case COMPLETE ->
                params.set("ref", reference(routed.call().kind(), routed.call().name()))
                        .setIfPresent("argument", given.get("argument"))
                        .setIfPresent("context", given.get("context"));
            case GET_TASK, UPDATE_TASK, CANCEL_TASK -> {
                // named by their task below
            }
        }
        Call.Task task = routed.call().task();
        if (task != null) {
            params.set("taskId", task.id());
        }
        params.setIfPresent("inputResponses", given.get("inputResponses"));
        routed.toOriginal().params(routed.call().operation().method(), params);
        return state == null ? params : params.set("requestState", state.state());
    }

    private static JsonSlice reference(FeatureKind kind, String name) {
        boolean prompt = kind == FeatureKind.PROMPT;
        return JsonObject.empty()
                .set("type", prompt ? "ref/prompt" : "ref/resource")
                .set(prompt ? "name" : "uri", name)
                .toSlice();
    }

    private static JsonObject meta(Asked asked) {
        JsonObject given = asked.message().meta().copy();
        JsonObject passed = JsonObject.empty();
        for (String name : given.names()) {
            boolean reserved = name.startsWith(MetaKey.RESERVED_PREFIX);
            if (!reserved && !NOT_OURS_TO_PASS.contains(name)) {
                passed.setIfPresent(name, given.get(name));
            }
        }
        String level = asked.client().logLevel();
        return level.isEmpty() ? passed : passed.set(MetaKey.LOG_LEVEL, level);
    }

    /** Clients of the older era know no extensions; for them the gateway follows tasks itself. */
    private static JsonSlice carried(Asked asked) {
        JsonObject capabilities = JsonObject.empty();
        JsonObject given = asked.client().capabilities().members();
        CARRIED.forEach(name -> capabilities.setIfPresent(name, given.get(name)));
        JsonSlice tasks = asked.revision().isModern() ? asked.client().tasks() : JsonSlice.EMPTY_OBJECT;
        if (tasks != null) {
            JsonObject extensions = JsonObject.empty().set(ClientFacts.TASKS, tasks);
            capabilities.set("extensions", extensions.toSlice());
        }
        return capabilities.toSlice();
    }
}
