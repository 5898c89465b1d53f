package dev.portolan.gateway.credential;

import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps tokens until they are about to end. For one scope there is at most one request to the issuer at a time, and
 * after an attempt none for the retry interval; a token that should be replaced is used while its successor is
 * fetched, so that the issuer may be away until it really ends. Safe for use by many threads.
 */
final class CachedServiceTokens implements ServiceTokens {
    private final TokenEndpoint endpoint;
    private final Clock clock;
    private final Duration retryInterval;
    private final int maxScopes;
    private final Map<String, Slot> slots = new ConcurrentHashMap<>();

    CachedServiceTokens(TokenEndpoint endpoint, Clock clock, Duration retryInterval, int maxScopes) {
        this.endpoint = endpoint;
        this.clock = clock;
        this.retryInterval = retryInterval;
        this.maxScopes = maxScopes;
    }

    @Override
    public Uni<String> bearer(String scope) {
        return Uni.createFrom().deferred(() -> slot(scope).bearer(clock.instant()));
    }

    @Override
    public void invalidate(String scope) {
        Slot slot = slots.get(scope);
        if (slot != null) {
            slot.invalidate(clock.instant());
        }
    }

    private Slot slot(String scope) {
        Slot known = slots.get(scope);
        if (known != null) {
            return known;
        }
        if (slots.size() >= maxScopes) {
            slots.values().stream()
                    .min(Comparator.comparing(Slot::attemptedAt))
                    .ifPresent(eldest -> slots.remove(eldest.scope, eldest));
        }
        return slots.computeIfAbsent(scope, Slot::new);
    }

    /** The token of one scope and the attempt to get the next. */
    private final class Slot {
        private final String scope;
        private @Nullable ServiceToken token;
        private @Nullable Uni<ServiceToken> attempt;
        private boolean pending;
        private Instant attemptedAt = Instant.MIN;

        Slot(String scope) {
            this.scope = scope;
        }

        synchronized Instant attemptedAt() {
            return attemptedAt;
        }

        Uni<String> bearer(Instant now) {
            Uni<ServiceToken> next;
            ServiceToken held;
            synchronized (this) {
                held = token != null && now.isBefore(token.expiresAt()) ? token : null;
                if (held != null && now.isBefore(held.refreshAt())) {
                    return Uni.createFrom().item(held.value());
                }
                next = attempt(now);
            }
            if (held == null) {
                return next.map(ServiceToken::value);
            }
            next.subscribe().with(fresh -> {}, failure -> {});
            return Uni.createFrom().item(held.value());
        }

        /** The attempt under way, or the failed one if it is too early for another. */
        private Uni<ServiceToken> attempt(Instant now) {
            boolean tooEarly = now.isBefore(earliest());
            if (attempt == null || !(pending || tooEarly)) {
                pending = true;
                attemptedAt = now;
                attempt = Uni.createFrom()
                        .deferred(() -> endpoint.issue(scope))
                        .onItemOrFailure()
                        .invoke(this::ended)
                        .memoize()
                        .indefinitely();
            }
            return attempt;
        }

        private Instant earliest() {
            return attemptedAt.equals(Instant.MIN) ? attemptedAt : attemptedAt.plus(retryInterval);
        }

        private synchronized void ended(@Nullable ServiceToken fresh, @Nullable Throwable failure) {
            pending = false;
            if (fresh != null) {
                token = fresh;
            }
        }

        /** Not if it was issued only now: an audience that refuses new tokens too must not wear out the issuer. */
        synchronized void invalidate(Instant now) {
            if (!pending && !now.isBefore(earliest())) {
                token = null;
            }
        }
    }
}
