package dev.portolan.gateway.screen;

import dev.portolan.gateway.call.Call;
import dev.portolan.gateway.call.Endpoint;
import dev.portolan.gateway.call.InputKinds;
import dev.portolan.gateway.call.Operation;
import dev.portolan.gateway.policy.PermittedCall;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpMethod;
import java.util.Objects;

/** Decides what a connector may ask of the caller and the caller's user, and in whose name. */
final class InputScreen {
    private final RequestStates states;

    InputScreen(RequestStates states) {
        this.states = states;
    }

    /** A result that asks for input, as the caller may see it; a connector asks only where MCP allows it. */
    void wanted(PermittedCall permitted, JsonObject result, boolean held) {
        if (permitted.routed().call().operation() == Operation.COMPLETE) {
            throw ResultScreen.misbehaved(permitted, "it asks for input where that is not allowed");
        }
        String state = result.text("requestState");
        JsonSlice given = result.get("inputRequests");
        JsonObject requests = given == null ? JsonObject.empty() : given.members();
        if (state == null && requests.names().isEmpty()) {
            throw ResultScreen.misbehaved(permitted, "it asks for input and says neither which nor how to go on");
        }
        if (given != null) {
            result.set("inputRequests", inputs(permitted, requests).toSlice());
        }
        if (state != null) {
            result.set("requestState", states.seal(permitted.routed(), state, held));
        }
    }

    /** What a connector asks for, as the caller may see it: only what the caller said it can give. */
    static JsonObject inputs(PermittedCall permitted, JsonObject inputs) {
        Call call = permitted.routed().call();
        for (String name : inputs.names()) {
            JsonObject input = Objects.requireNonNull(inputs.get(name)).members();
            String method = String.valueOf(input.text("method"));
            JsonSlice given = input.get("params");
            JsonObject params = given == null ? JsonObject.empty() : given.members();
            if (!InputKinds.allows(call.asked().client().capabilities(), method, params)) {
                throw ResultScreen.misbehaved(permitted, "it asks for input that the caller did not offer to give");
            }
            if (method.equals(McpMethod.ELICIT) && call.asked().endpoint().kind() != Endpoint.Kind.CONNECTOR) {
                // To the user the gateway is one server: who asks must be said where it is read.
                String asking = permitted.routed().feature().connector();
                params.set("message", "[" + asking + "] " + params.text("message"));
                inputs.set(name, input.set("params", params.toSlice()).toSlice());
            }
        }
        return inputs;
    }
}
