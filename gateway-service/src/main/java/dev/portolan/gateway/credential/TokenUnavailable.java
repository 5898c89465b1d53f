package dev.portolan.gateway.credential;

/** There is no access token for a scope at the moment. The text is ours and names nothing secret. */
public final class TokenUnavailable extends RuntimeException {
    /**
     * @param scope the scope asked for
     * @param why what stands in the way, in our words
     */
    public TokenUnavailable(String scope, String why) {
        super("No access token for the scope " + scope + ": " + why, null, false, false);
    }
}
