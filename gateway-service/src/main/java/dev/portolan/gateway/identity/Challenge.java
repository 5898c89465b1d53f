package dev.portolan.gateway.identity;

import jakarta.inject.Singleton;

/** What a client is told to do to be let in: the value of {@code WWW-Authenticate} (RFC 6750 §3, RFC 9728 §5.1). */
@Singleton
public final class Challenge {
    private final String bearer;

    Challenge(ProtectedResource resource) {
        String scope = resource.metadata().scopesSupported().isEmpty()
                ? ""
                : ", scope=\"" + String.join(" ", resource.metadata().scopesSupported()) + "\"";
        this.bearer = "Bearer resource_metadata=\"" + resource.metadataUrl() + "\"" + scope;
    }

    /**
     * The header's value for an answer with status 401.
     *
     * @param why of kind {@link NotAuthenticated.Kind#MISSING}, then it names no error, as the client may just not have
     *     known; or {@link NotAuthenticated.Kind#INVALID}
     */
    public String header(NotAuthenticated why) {
        if (why.kind() == NotAuthenticated.Kind.INVALID) {
            return bearer + ", error=\"invalid_token\", error_description=\"" + why.text() + "\"";
        }
        return bearer;
    }
}
