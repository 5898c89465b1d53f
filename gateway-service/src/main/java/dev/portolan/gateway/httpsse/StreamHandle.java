package dev.portolan.gateway.httpsse;

import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.Endpoint;
import dev.portolan.gateway.call.Home;
import dev.portolan.mcp.JsonLimits;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.SealedHandles;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Names a stream in the URL its client posts to: sealed, for the caller who opened it alone, at the endpoint where it
 * was opened, for as long as the access token holds that it was opened with.
 *
 * @param stream which it is
 * @param home the replica where it is open
 */
record StreamHandle(String stream, Home home) {
    private static final String PURPOSE = "http-sse ";

    String sealed(SealedHandles handles, Endpoint endpoint, Caller caller, Clock clock) {
        JsonObject content = JsonObject.empty().set("s", stream).set("h", home.toSlice());
        return handles.seal(
                PURPOSE + endpoint.path(),
                caller.principal(),
                content.toSlice().toBytes(),
                Duration.between(clock.instant(), caller.expiresAt()));
    }

    /** The handle, or empty if it is none of this caller's here, or has expired. */
    static Optional<StreamHandle> of(SealedHandles handles, Endpoint endpoint, Caller caller, String sealed) {
        return handles.open(PURPOSE + endpoint.path(), caller.principal(), sealed)
                .map(content -> JsonSlice.parse(content, JsonLimits.DEFAULT).members())
                .map(content -> new StreamHandle(String.valueOf(content.text("s")), Home.of(given(content))));
    }

    private static JsonSlice given(JsonObject content) {
        JsonSlice home = content.get("h");
        return home == null ? JsonSlice.EMPTY_OBJECT : home;
    }
}
