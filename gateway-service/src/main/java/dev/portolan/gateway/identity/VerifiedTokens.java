package dev.portolan.gateway.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.portolan.gateway.call.Caller;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Tokens that were verified a moment ago, and whom they stand for: verifying a signature costs more than the rest of a
 * call. An entry lasts until the configured time or the token's end, whichever is first. Refused tokens are not
 * remembered. Thread-safe.
 */
final class VerifiedTokens {
    private final Cache<TokenDigest, Caller> callers;
    /** Verifications under way, so that one token is verified once however many requests bring it; one per request. */
    private final ConcurrentMap<TokenDigest, Uni<Caller>> underWay = new ConcurrentHashMap<>();

    private final Clock clock;

    /**
     * @param size most tokens remembered
     * @param ttl how long a token is believed
     * @param clock what tokens expire by
     * @param ticker what the ttl is measured by: steady where the clock may be set
     */
    VerifiedTokens(int size, Duration ttl, Clock clock, Ticker ticker) {
        this.callers = Caffeine.newBuilder()
                .maximumSize(size)
                .expireAfterWrite(ttl)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
        this.clock = clock;
    }

    /**
     * The caller the token stands for: as remembered, or else as the verification finds.
     *
     * @param verification verifies the token; may end on any thread
     * @param asking where the one who asks wants a verification to end
     */
    Uni<Caller> caller(TokenDigest token, Supplier<Uni<Caller>> verification, Executor asking) {
        Caller known = callers.getIfPresent(token);
        if (known != null && clock.instant().isBefore(known.expiresAt())) {
            return Uni.createFrom().item(known);
        }
        return underWay.computeIfAbsent(token, t -> verification
                        .get()
                        .invoke(caller -> callers.put(t, caller))
                        .onTermination()
                        .invoke(() -> underWay.remove(t))
                        .memoize()
                        .indefinitely())
                .emitOn(asking);
    }
}
