package dev.portolan.gateway.identity;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.Endpoint;
import io.quarkus.runtime.Startup;
import io.quarkus.security.identity.IdentityProviderManager;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Tells who sends a request. Verification is asked for here, request by request, and not left to the framework's
 * (proactive) authentication, because that would verify every signature every time. Thread-safe.
 */
@Startup
@Singleton
public final class Callers {
    private final ProtectedResources resources;
    private final TokenVerifier verifier;
    private final Claims claims;
    private final int maxTokenBytes;
    private final Supplier<VerifiedTokens> nothingVerified;
    private volatile VerifiedTokens verified;

    @Inject
    Callers(IdentityProviderManager identities, ProtectedResources resources, IdentityConfig config, Clock clock) {
        this(identities, resources, config, clock, Ticker.systemTicker());
    }

    Callers(
            IdentityProviderManager identities,
            ProtectedResources resources,
            IdentityConfig config,
            Clock clock,
            Ticker ticker) {
        this.resources = resources;
        this.verifier = new TokenVerifier(identities, config.providerTimeout(), config.keyRefreshInterval());
        this.claims = new Claims(resources, config.nameClaim(), config.groupsClaim());
        this.maxTokenBytes = config.maxTokenBytes();
        this.nothingVerified = () -> new VerifiedTokens(config.cacheSize(), config.cacheTtl(), clock, ticker);
        this.verified = nothingVerified.get();
    }

    /**
     * The caller whose access token the request bears, on the Vert.x context that asks, or a failure with
     * {@link NotAuthenticated}, also if the token was not issued for the endpoint it came to. The
     * request may be paused; its body is not looked at.
     */
    public Uni<Caller> callerOf(RoutingContext context, Endpoint endpoint) {
        String token;
        try {
            token = BearerToken.in(context.request().headers().getAll(HttpHeaders.AUTHORIZATION), maxTokenBytes);
        } catch (NotAuthenticated refused) {
            return Uni.createFrom().failure(refused);
        }
        return verified.token(token, () -> verifier.verify(token, context).map(claims::verified), currentContext())
                .map(known -> admitted(known, endpoint));
    }

    /** Asked for each request, as one token may be brought to several endpoints. */
    private Caller admitted(VerifiedTokens.Verified token, Endpoint endpoint) {
        if (!resources.accepts(token.named(), endpoint)) {
            throw NotAuthenticated.elsewhere();
        }
        return token.caller();
    }

    /**
     * Forgets all verified tokens, also those whose verification is under way: each is verified anew when it comes
     * again. For when tokens are revoked before their time or a signing key is withdrawn.
     */
    public void forgetAll() {
        verified = nothingVerified.get();
    }

    private static Executor currentContext() {
        Context asking = Vertx.currentContext();
        return asking == null ? Runnable::run : answer -> asking.runOnContext(ignored -> answer.run());
    }
}
