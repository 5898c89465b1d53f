package dev.portolan.gateway.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.Endpoint;
import dev.portolan.gateway.call.Sha256;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
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
    private final Cache<Digest, Verified> known;
    /** Verifications under way, so that one token is verified once however many requests bring it; one per request. */
    private final ConcurrentMap<Digest, Uni<Verified>> underWay = new ConcurrentHashMap<>();

    private final Clock clock;

    /**
     * A token that was verified, but for its audience: whether it is good depends on where it was sent.
     *
     * @param caller whom it stands for
     * @param named the endpoints it was issued for
     */
    record Verified(Caller caller, Set<Endpoint> named) {
        Verified {
            named = Set.copyOf(named);
        }
    }

    /**
     * @param size most tokens remembered
     * @param ttl how long a token is believed
     * @param clock what tokens expire by
     * @param ticker what the ttl is measured by: steady where the clock may be set
     */
    VerifiedTokens(int size, Duration ttl, Clock clock, Ticker ticker) {
        this.known = Caffeine.newBuilder()
                .maximumSize(size)
                .expireAfterWrite(ttl)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
        this.clock = clock;
    }

    /**
     * What the token says: as remembered, or else as the verification finds.
     *
     * @param token of ASCII characters only
     * @param verification verifies the token; may end on any thread
     * @param asking where the one who asks wants a verification to end
     */
    Uni<Verified> token(String token, Supplier<Uni<Verified>> verification, Executor asking) {
        Digest digest = Digest.of(token);
        Verified remembered = known.getIfPresent(digest);
        if (remembered != null && clock.instant().isBefore(remembered.caller().expiresAt())) {
            return Uni.createFrom().item(remembered);
        }
        return underWay.computeIfAbsent(digest, absent -> verification
                        .get()
                        .invoke(verified -> known.put(absent, verified))
                        .onTermination()
                        .invoke(() -> underWay.remove(absent))
                        .memoize()
                        .indefinitely())
                .emitOn(asking);
    }

    /** SHA-256 of a token, so that what is remembered of it is of no use to whoever reads our memory. */
    private record Digest(long first, long second, long third, long fourth) {
        static Digest of(String token) {
            ByteBuffer words = ByteBuffer.wrap(Sha256.begin().digest(token.getBytes(StandardCharsets.US_ASCII)));
            return new Digest(words.getLong(), words.getLong(), words.getLong(), words.getLong());
        }
    }
}
