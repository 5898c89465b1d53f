package dev.portolan.gateway.credential;

import io.smallrye.mutiny.Uni;

/** The gateway's own access tokens, one per scope, and with them one per audience. */
public interface ServiceTokens {
    /**
     * An access token for this scope that has not expired.
     *
     * @param scope OAuth scope, e.g. {@code audit-service}
     * @return the token without a scheme; fails with {@link TokenUnavailable} if there is none
     */
    Uni<String> bearer(String scope);

    /** Forgets the token of this scope, because whoever it is for answered 401 to it. */
    void invalidate(String scope);
}
