package dev.portolan.gateway.screen;

import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.Home;
import dev.portolan.mcp.JsonLimits;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.SealedHandles;
import java.time.Duration;
import java.util.Optional;

/**
 * Sealed handles of one kind, which open only for the caller they were made for and not for ever. One that stands for
 * something that waits on this replica says so.
 */
final class HomedHandles {
    private static final String HOME = "h";

    private final SealedHandles handles;
    private final Duration lifetime;
    private final Home here;

    HomedHandles(SealedHandles handles, Duration lifetime, Home here) {
        this.handles = handles;
        this.lifetime = lifetime;
        this.here = here;
    }

    Duration lifetime() {
        return lifetime;
    }

    /** @param held whether what it stands for waits on this replica */
    String seal(String purpose, Caller caller, JsonObject content, boolean held) {
        if (held) {
            content.set(HOME, here.toSlice());
        }
        return handles.seal(purpose, caller.principal(), content.toSlice().toBytes(), lifetime);
    }

    /** What was sealed; empty if it was altered, has expired, or was made for another caller or purpose. */
    Optional<JsonObject> open(String purpose, Caller caller, String sealed) {
        return handles.open(purpose, caller.principal(), sealed)
                .map(bytes -> JsonSlice.parse(bytes, JsonLimits.DEFAULT).members());
    }

    /** The replica on which what it stands for waits; empty if it waits on none, or the handle does not open. */
    Optional<Home> home(String purpose, Caller caller, String sealed) {
        return open(purpose, caller, sealed).map(content -> content.get(HOME)).map(Home::of);
    }

    static boolean isHeld(JsonObject content) {
        return content.has(HOME);
    }
}
