package dev.portolan.gateway.upstream;

import dev.portolan.gateway.audit.AdmittedCall;
import dev.portolan.gateway.call.Asked;
import dev.portolan.gateway.call.Call;
import dev.portolan.gateway.call.CallListener;
import dev.portolan.gateway.call.Operation;
import dev.portolan.gateway.catalog.RoutedCall;
import dev.portolan.gateway.screen.RequestStates;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.MetaKey;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts an admitted call in the connector's own words: its names for public names, its state for sealed state, and of
 * what the caller said about itself only what may pass.
 */
final class Outgoing {
    /** What a caller can do that the gateway knows how to carry. */
    private static final List<String> CARRIED = List.of("elicitation", "sampling", "roots");

    private final RequestStates states;

    Outgoing(RequestStates states) {
        this.states = states;
    }

    Ask of(AdmittedCall admitted, CallListener listener) {
        RoutedCall routed = admitted.permitted().routed();
        Call call = routed.call();
        Asked asked = call.asked();
        String name = routed.feature().upstreamName();
        return new Ask(
                call.operation().method(),
                params(routed, name),
                meta(asked),
                asked.revision().isModern() ? carried(asked.capabilities()) : JsonSlice.EMPTY_OBJECT,
                call.operation() == Operation.COMPLETE ? null : name,
                routed.headers().of(Optional.ofNullable(call.arguments())),
                asked.origin().traceparent(),
                listener);
    }

    private JsonObject params(RoutedCall routed, String name) {
        JsonObject given = routed.call().asked().message().params();
        JsonObject params = JsonObject.empty();
        for (String member : given.names()) {
            params.setIfPresent(member, given.get(member));
        }
        params.remove("_meta");
        switch (routed.call().operation()) {
            case CALL_TOOL, GET_PROMPT -> params.set("name", name);
            case READ_RESOURCE -> params.set("uri", name);
            case COMPLETE -> params.set("ref", reference(params.get("ref"), name));
        }
        String state = params.text("requestState");
        return state == null ? params : params.set("requestState", states.open(routed, state));
    }

    private static JsonSlice reference(@Nullable JsonSlice ref, String name) {
        JsonObject members = ref == null ? JsonObject.empty() : ref.members();
        return members.set(members.has("uri") ? "uri" : "name", name).toSlice();
    }

    private static JsonObject meta(Asked asked) {
        // Trace state and baggage of a stranger are not passed on; the trace itself is continued by our own context.
        return asked.message().meta().copy().remove(MetaKey.TRACESTATE).remove("baggage");
    }

    private static JsonSlice carried(JsonSlice declared) {
        JsonObject capabilities = JsonObject.empty();
        JsonObject given = declared.members();
        CARRIED.forEach(name -> capabilities.setIfPresent(name, given.get(name)));
        return capabilities.toSlice();
    }
}
