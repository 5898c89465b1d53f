package dev.portolan.gateway.identity;

/** There is no caller for this request. The text is ours: it tells nothing that the token or the provider said. */
public final class NotAuthenticated extends RuntimeException {
    /** Why there is none. */
    public enum Kind {
        /** No bearer token was sent. */
        MISSING,
        /** A bearer token was sent, and it does not hold here. */
        INVALID,
        /** The identity provider is needed to tell, and cannot be asked now. The token may be good: try again. */
        PROVIDER_UNAVAILABLE
    }

    private final Kind kind;

    private NotAuthenticated(Kind kind, String text) {
        super(text, null, false, false);
        this.kind = kind;
    }

    static NotAuthenticated missing() {
        return new NotAuthenticated(Kind.MISSING, "An access token is required, as Authorization: Bearer <token>");
    }

    /** @param text what is wrong with the token, in our words and without any part of it; no quotation marks */
    static NotAuthenticated invalid(String text) {
        return new NotAuthenticated(Kind.INVALID, text);
    }

    /** The token is good, but its audience is not the endpoint it was sent to. */
    static NotAuthenticated elsewhere() {
        return invalid("The access token was not issued for this endpoint");
    }

    static NotAuthenticated providerUnavailable() {
        return new NotAuthenticated(
                Kind.PROVIDER_UNAVAILABLE, "The identity provider cannot be reached to verify the access token");
    }

    public Kind kind() {
        return kind;
    }

    /** What to tell the client. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
