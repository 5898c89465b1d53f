package dev.portolan.conformance.question;

import dev.portolan.conformance.call.FeatureCall;
import dev.portolan.conformance.call.Results;
import dev.portolan.mcp.SealedHandles;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** State that goes to the client and comes back with its answers, sealed for the tool that gave it out. */
public final class RequestState {
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final String ANYBODY = "";

    private final SealedHandles handles;

    public RequestState(Clock clock) {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        handles = new SealedHandles(List.of(key), clock);
    }

    /** Seals a state for the tool or prompt that is being called. */
    public String seal(FeatureCall call, String state) {
        return handles.seal(call.name(), ANYBODY, state.getBytes(StandardCharsets.UTF_8), LIFETIME);
    }

    /**
     * The state that came back, or null if the request carries none.
     *
     * @throws dev.portolan.mcp.ProtocolError if it was altered, has expired, or is another tool's
     */
    public @Nullable String open(FeatureCall call) {
        if (!call.params().has("requestState")) {
            return null;
        }
        String sealed = call.params().text("requestState");
        return handles.open(call.name(), ANYBODY, sealed == null ? "" : sealed)
                .map(state -> new String(state, StandardCharsets.UTF_8))
                .orElseThrow(() -> Results.invalidParams("requestState is not one that was given out for this"));
    }
}
