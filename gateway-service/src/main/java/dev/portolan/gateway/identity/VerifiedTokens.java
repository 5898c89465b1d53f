package dev.portolan.gateway.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.portolan.gateway.call.Caller;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
    private final Cache<Digest, Caller> callers;
    /** Verifications under way, so that one token is verified once however many requests bring it; one per request. */
    private final ConcurrentMap<Digest, Uni<Caller>> underWay = new ConcurrentHashMap<>();

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
     * @param token of ASCII characters only
     * @param verification verifies the token; may end on any thread
     * @param asking where the one who asks wants a verification to end
     */
    Uni<Caller> caller(String token, Supplier<Uni<Caller>> verification, Executor asking) {
        Digest digest = Digest.of(token);
        Caller known = callers.getIfPresent(digest);
        if (known != null && clock.instant().isBefore(known.expiresAt())) {
            return Uni.createFrom().item(known);
        }
        return underWay.computeIfAbsent(digest, absent -> verification
                        .get()
                        .invoke(caller -> callers.put(absent, caller))
                        .onTermination()
                        .invoke(() -> underWay.remove(absent))
                        .memoize()
                        .indefinitely())
                .emitOn(asking);
    }

    /** SHA-256 of a token, so that what is remembered of it is of no use to whoever reads our memory. */
    private record Digest(long first, long second, long third, long fourth) {
        static Digest of(String token) {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
                ByteBuffer words = ByteBuffer.wrap(digest);
                return new Digest(words.getLong(), words.getLong(), words.getLong(), words.getLong());
            } catch (NoSuchAlgorithmException absent) {
                throw new IllegalStateException("Every Java platform has SHA-256", absent);
            }
        }
    }
}
