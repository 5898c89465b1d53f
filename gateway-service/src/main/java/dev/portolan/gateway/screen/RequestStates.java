package dev.portolan.gateway.screen;

import dev.portolan.gateway.call.Call;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.Home;
import dev.portolan.gateway.call.Sha256;
import dev.portolan.gateway.catalog.RoutedCall;
import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.ProtocolError;
import dev.portolan.mcp.SealedHandles;
import java.time.Duration;
import java.util.Optional;

/**
 * The {@code requestState} of connectors that ask for input, sealed on its way to the client: it opens only for the
 * caller, connector, feature and arguments it was made for, and not for ever (MCP 2026-07-28, basic/patterns/mrtr).
 * Where the connector waits meanwhile, it also says on which replica.
 */
public final class RequestStates {
    private static final String PURPOSE = "requestState";

    private final HomedHandles handles;

    /**
     * @param lifetime how long a caller may take to answer
     * @param here this replica
     */
    public RequestStates(SealedHandles handles, Duration lifetime, Home here) {
        this.handles = new HomedHandles(handles, lifetime, here);
    }

    /**
     * A state that came back.
     *
     * @param state exactly as the connector gave it
     * @param held whether it names an exchange that waits on a replica
     */
    public record Opened(String state, boolean held) {}

    String seal(RoutedCall routed, String state, boolean held) {
        JsonObject content = JsonObject.empty().set("c", callOf(routed)).set("s", state);
        return handles.seal(PURPOSE, routed.call().asked().caller(), content, held);
    }

    /**
     * The state and what it stands for.
     *
     * @throws CallRefused if it was altered, has expired, or belongs to another caller or call
     */
    public Opened open(RoutedCall routed, String sealed) {
        return handles.open(PURPOSE, routed.call().asked().caller(), sealed)
                .filter(content -> callOf(routed).equals(content.text("c")))
                .map(content -> new Opened(String.valueOf(content.text("s")), HomedHandles.isHeld(content)))
                .orElseThrow(() -> CallRefused.malformed(new ProtocolError(
                        200,
                        ErrorCode.INVALID_PARAMS,
                        "params.requestState is not one that was given for this call, or has expired")));
    }

    /** The replica on which the connector waits for this caller's answer; empty if it waits on none. */
    public Optional<Home> home(Caller caller, String sealed) {
        return handles.home(PURPOSE, caller, sealed);
    }

    private static String callOf(RoutedCall routed) {
        Call call = routed.call();
        JsonSlice arguments = routed.arguments();
        return routed.feature().connector() + " " + routed.feature().upstreamName() + " " + call.operation() + " "
                + call.asked().endpoint().path() + " " + call.name() + " "
                + (arguments == null ? "" : Sha256.hex(arguments.toBytes()));
    }
}
