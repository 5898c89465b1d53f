package dev.portolan.gateway.credential;

import io.smallrye.mutiny.Uni;

/** Where tokens are issued. */
interface TokenEndpoint {
    /** A new token for this scope; fails with {@link TokenUnavailable} in bounded time. */
    Uni<ServiceToken> issue(String scope);
}
