package dev.portolan.gateway.screen;

import dev.portolan.gateway.call.Call;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Sha256;
import dev.portolan.gateway.catalog.RoutedCall;
import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.ProtocolError;
import dev.portolan.mcp.SealedHandles;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The {@code requestState} of connectors that ask for input, sealed on its way to the client: it opens only for the
 * caller, connector, feature and arguments it was made for, and not for ever (MCP 2026-07-28, basic/patterns/mrtr).
 */
public final class RequestStates {
    private final SealedHandles handles;
    private final Duration lifetime;

    /** @param lifetime how long a caller may take to answer */
    public RequestStates(SealedHandles handles, Duration lifetime) {
        this.handles = handles;
        this.lifetime = lifetime;
    }

    String seal(RoutedCall routed, String state) {
        return handles.seal(
                purpose(routed), principal(routed.call()), state.getBytes(StandardCharsets.UTF_8), lifetime);
    }

    /**
     * The state exactly as the connector gave it.
     *
     * @throws CallRefused if it was altered, has expired, or belongs to another caller or call
     */
    public String open(RoutedCall routed, String sealed) {
        return handles.open(purpose(routed), principal(routed.call()), sealed)
                .map(state -> new String(state, StandardCharsets.UTF_8))
                .orElseThrow(() -> CallRefused.malformed(new ProtocolError(
                        200,
                        ErrorCode.INVALID_PARAMS,
                        "params.requestState is not one that was given for this call, or has expired")));
    }

    private static String principal(Call call) {
        return call.asked().caller().principal();
    }

    private static String purpose(RoutedCall routed) {
        Call call = routed.call();
        JsonSlice arguments = call.arguments();
        return "requestState " + routed.feature().connector() + " " + call.operation() + " " + call.name() + " "
                + (arguments == null ? "" : Sha256.hex(arguments.toBytes()));
    }
}
