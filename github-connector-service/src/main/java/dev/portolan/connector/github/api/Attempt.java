package dev.portolan.connector.github.api;

import dev.portolan.connector.github.transport.RawResponse;
import dev.portolan.mcp.server.ToolCallException;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How one attempt ended: with a good answer, or with a failure.
 *
 * @param passing whether the failure may be over soon
 * @param asked what the other side wants waited first
 */
record Attempt(@Nullable RawResponse response, @Nullable ToolCallException failure, boolean passing, Duration asked) {

    static Attempt good(RawResponse response) {
        return new Attempt(response, null, false, Duration.ZERO);
    }

    static Attempt failed(ToolCallException failure, boolean passing, Duration asked) {
        return new Attempt(null, failure, passing, asked);
    }

    boolean good() {
        return response != null;
    }

    <T> T orThrow(Function<RawResponse, T> reading) {
        if (response != null) {
            return reading.apply(response);
        }
        if (failure != null) {
            throw failure;
        }
        throw new IllegalStateException("an attempt ends with an answer or a failure");
    }
}
