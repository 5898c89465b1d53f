package dev.portolan.gateway.call;

import java.time.Instant;
import java.util.Set;

/**
 * The authenticated party on whose behalf a request is made.
 *
 * @param subject claim {@code sub}, unique within the issuer
 * @param name claim {@code preferred_username}, for people to read; may be empty
 * @param issuer claim {@code iss}
 * @param clientId claim {@code azp}: the OAuth client the token was given to; may be empty
 * @param groups claim {@code groups}
 * @param service whether a client acts for itself (client credentials) rather than for a person
 * @param expiresAt when the token ends
 */
public record Caller(
        String subject,
        String name,
        String issuer,
        String clientId,
        Set<String> groups,
        boolean service,
        Instant expiresAt) {
    public Caller {
        groups = Set.copyOf(groups);
    }

    /** What sealed handles are bound to: the subject within its issuer. */
    public String principal() {
        return issuer + " " + subject;
    }
}
