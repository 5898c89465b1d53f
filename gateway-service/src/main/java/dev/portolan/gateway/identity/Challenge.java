package dev.portolan.gateway.identity;

import dev.portolan.gateway.call.Endpoint;
import jakarta.inject.Singleton;

/** What a client is told to do to be let in: the value of {@code WWW-Authenticate} (RFC 6750 §3, RFC 9728 §5.1). */
@Singleton
public final class Challenge {
    private final ProtectedResources resources;

    Challenge(ProtectedResources resources) {
        this.resources = resources;
    }

    /**
     * The header's value for an answer with status 401.
     *
     * @param why of kind {@link NotAuthenticated.Kind#MISSING}, then it names no error, as the client may just not have
     *     known; or {@link NotAuthenticated.Kind#INVALID}
     * @param endpoint where the client came in
     */
    public String header(NotAuthenticated why, Endpoint endpoint) {
        StringBuilder header = new StringBuilder("Bearer resource_metadata=\"")
                .append(resources.metadataUrl(endpoint))
                .append('"');
        if (!resources.scopes().isEmpty()) {
            header.append(", scope=\"")
                    .append(String.join(" ", resources.scopes()))
                    .append('"');
        }
        if (why.kind() == NotAuthenticated.Kind.INVALID) {
            header.append(", error=\"invalid_token\", error_description=\"")
                    .append(why.text())
                    .append('"');
        }
        return header.toString();
    }
}
