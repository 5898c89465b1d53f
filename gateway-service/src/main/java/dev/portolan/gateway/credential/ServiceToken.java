package dev.portolan.gateway.credential;

import java.time.Instant;

/**
 * An access token of the gateway itself.
 *
 * @param value the token; a secret
 * @param refreshAt from when on a newer one is wanted
 * @param expiresAt from when on it is useless
 */
record ServiceToken(String value, Instant refreshAt, Instant expiresAt) {
    /** Without the secret. */
    @Override
    public String toString() {
        return "ServiceToken[expiresAt=" + expiresAt + "]";
    }
}
