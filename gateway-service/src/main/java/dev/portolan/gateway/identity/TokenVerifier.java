package dev.portolan.gateway.identity;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.UnresolvableKeyException;
import org.jspecify.annotations.Nullable;

/**
 * Has quarkus-oidc verify a token: signature by the keys that the provider publishes, issuer, times; {@link Callers}
 * sees to the audience. What is added here is the provider's absence told from a bad token, and that many requests at
 * once ask the provider once.
 */
final class TokenVerifier {
    private static final Logger LOG = Logger.getLogger(TokenVerifier.class);
    private static final Duration LOG_INTERVAL = Duration.ofSeconds(30);

    private final IdentityProviderManager identities;
    private final Duration providerTimeout;
    private final Duration keyRefreshInterval;

    /** Verifications that have no verdict yet; those that last are waiting for the provider's keys. */
    private final Set<Uni<SecurityIdentity>> underWay = ConcurrentHashMap.newKeySet();
    /** The one verification that may ask for the provider's configuration while it was never seen. */
    private final AtomicReference<@Nullable Uni<SecurityIdentity>> firstContact = new AtomicReference<>();

    private volatile boolean providerSeen;
    private volatile @Nullable Long lastFailureNanos;

    /**
     * @param providerTimeout longest wait for the provider
     * @param keyRefreshInterval for how long after a fetch of keys quarkus-oidc starts no other
     */
    TokenVerifier(IdentityProviderManager identities, Duration providerTimeout, Duration keyRefreshInterval) {
        this.identities = identities;
        this.providerTimeout = providerTimeout;
        this.keyRefreshInterval = keyRefreshInterval;
    }

    /** The claims of the token, or a failure with {@link NotAuthenticated}. May end on any thread. */
    Uni<JsonWebToken> verify(String token, RoutingContext context) {
        return afterFirstContact(attempt(token, context))
                .onFailure(TokenVerifier::isKeyUnknown)
                // quarkus-oidc lets one request fetch the keys and fails those that come meanwhile: they try again
                .recoverWithUni(() -> whenNoneIsUnderWay().chain(() -> attempt(token, context)))
                .map(identity -> (JsonWebToken) identity.getPrincipal())
                .onFailure()
                .transform(this::reason);
    }

    private Uni<SecurityIdentity> attempt(String token, RoutingContext context) {
        return Uni.createFrom().deferred(() -> {
            TokenAuthenticationRequest request = new TokenAuthenticationRequest(new AccessTokenCredential(token));
            Uni<SecurityIdentity> running = identities
                    .authenticate(HttpSecurityUtils.setRoutingContextAttribute(request, context))
                    .ifNoItem()
                    .after(providerTimeout)
                    .fail()
                    .onItemOrFailure()
                    .invoke((identity, failure) -> note(failure))
                    .memoize()
                    .indefinitely();
            underWay.add(running);
            return running.onTermination().invoke(() -> underWay.remove(running));
        });
    }

    private Uni<SecurityIdentity> afterFirstContact(Uni<SecurityIdentity> attempt) {
        return Uni.createFrom().deferred(() -> {
            if (providerSeen) {
                return attempt;
            }
            Uni<SecurityIdentity> mine = attempt.onTermination()
                    .invoke(() -> firstContact.set(null))
                    .memoize()
                    .indefinitely();
            Uni<SecurityIdentity> other = firstContact.compareAndExchange(null, mine);
            if (other == null) {
                return mine;
            }
            return other.onItemOrFailure()
                    .transformToUni((identity, failure) ->
                            providerSeen ? attempt : Uni.createFrom().failure(NotAuthenticated.providerUnavailable()));
        });
    }

    private Uni<Void> whenNoneIsUnderWay() {
        List<Uni<SecurityIdentity>> others = List.copyOf(underWay);
        if (others.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Uni.join()
                .all(others)
                .andCollectFailures()
                .replaceWithVoid()
                .onFailure()
                .recoverWithNull();
    }

    private void note(@Nullable Throwable failure) {
        if (failure == null || !isProviders(failure)) {
            providerSeen = true;
            return;
        }
        if (!failedWithin(LOG_INTERVAL)) {
            LOG.warn("The identity provider cannot be reached: tokens that cannot be verified without it are refused");
        }
        lastFailureNanos = System.nanoTime();
    }

    private NotAuthenticated reason(Throwable failure) {
        if (failure instanceof NotAuthenticated known) {
            return known;
        }
        if (isProviders(failure) || (isKeyUnknown(failure) && failedWithin(keyRefreshInterval))) {
            return NotAuthenticated.providerUnavailable();
        }
        if (isKeyUnknown(failure)) {
            return NotAuthenticated.invalid("The access token is not signed by the identity provider");
        }
        if (failure.getCause() instanceof InvalidJwtException invalid) {
            if (invalid.hasErrorCode(ErrorCodes.EXPIRED)) {
                return NotAuthenticated.invalid("The access token has expired");
            }
            if (invalid.hasErrorCode(ErrorCodes.AUDIENCE_INVALID)
                    || invalid.hasErrorCode(ErrorCodes.AUDIENCE_MISSING)) {
                return NotAuthenticated.elsewhere();
            }
        }
        return NotAuthenticated.invalid("The access token is not valid");
    }

    /**
     * Whether the provider did not answer lately. While quarkus-oidc waits before it fetches keys again, a key that it
     * does not know may then well be a new one.
     */
    private boolean failedWithin(Duration time) {
        Long last = lastFailureNanos;
        return last != null && System.nanoTime() - last < time.toNanos();
    }

    private static boolean isKeyUnknown(Throwable failure) {
        return failure.getCause() instanceof InvalidJwtException invalid
                && invalid.getCause() instanceof UnresolvableKeyException;
    }

    /**
     * Whether the failure is the provider's, not the token's. quarkus-oidc fails as it is while it has no configuration
     * of the provider, and wraps whatever else goes wrong.
     */
    private static boolean isProviders(Throwable failure) {
        if (!(failure instanceof AuthenticationFailedException)) {
            return true;
        }
        Throwable cause = failure.getCause();
        return cause instanceof IOException
                || cause instanceof TimeoutException
                || cause instanceof VertxException
                || cause instanceof OIDCException;
    }
}
