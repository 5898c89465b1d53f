package dev.portolan.connector.github.rate;

import dev.portolan.connector.github.transport.RawResponse;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What GitHub said of the budget this call was charged to. */
public record RateLimit(int remaining, int limit, @Nullable String resets) {

    /** Reads the headers; empty if GitHub sent none, as an enterprise server without limits does. */
    public static Optional<RateLimit> of(RawResponse response) {
        Optional<Long> remaining = number(response, "x-ratelimit-remaining");
        Optional<Long> limit = number(response, "x-ratelimit-limit");
        if (remaining.isEmpty() || limit.isEmpty()) {
            return Optional.empty();
        }
        String resets = reset(response).map(Instant::toString).orElse(null);
        return Optional.of(new RateLimit(remaining.get().intValue(), limit.get().intValue(), resets));
    }

    static Optional<Instant> reset(RawResponse response) {
        return number(response, "x-ratelimit-reset").map(Instant::ofEpochSecond);
    }

    private static Optional<Long> number(RawResponse response, String header) {
        return response.header(header)
                .map(String::strip)
                .filter(text -> text.matches("[0-9]{1,10}"))
                .map(Long::valueOf);
    }
}
