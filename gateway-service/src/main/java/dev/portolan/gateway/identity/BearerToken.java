package dev.portolan.gateway.identity;

import java.util.List;

/**
 * Reads the access token of a request from its {@code Authorization} header (RFC 6750 §2.1), which is the only place it
 * may be in (MCP, Authorization: "MUST NOT be included in the URI query string").
 */
final class BearerToken {
    private static final String SCHEME = "Bearer";

    private BearerToken() {}

    /**
     * @param authorization all values of the {@code Authorization} header
     * @param maxBytes longest token that is looked at
     * @throws NotAuthenticated as missing if there is no header, or one of another scheme (RFC 6750 §3.1 asks that such
     *     a client is told no error); as invalid if there is more than one header or it breaks the syntax
     */
    static String in(List<String> authorization, int maxBytes) {
        if (authorization.isEmpty()) {
            throw NotAuthenticated.missing();
        }
        if (authorization.size() > 1) {
            throw NotAuthenticated.invalid("More than one Authorization header was sent");
        }
        String value = authorization.get(0);
        if (!isBearer(value)) {
            throw NotAuthenticated.missing();
        }
        if (value.length() > maxBytes + SCHEME.length() + 1) {
            throw NotAuthenticated.invalid("The access token is too long");
        }
        String token = value.substring(Math.min(value.length(), SCHEME.length() + 1));
        if (value.length() == SCHEME.length() || value.charAt(SCHEME.length()) != ' ' || !isSigned(token)) {
            throw NotAuthenticated.invalid("The Authorization header is not of the form Bearer <JSON Web Token>");
        }
        return token;
    }

    /**
     * Whether it has the form of a signed JSON Web Token, the only one that can be verified here: three parts of
     * base64url (RFC 7515 §7.1). By hand, as it is done for each request.
     */
    private static boolean isSigned(String token) {
        int dots = 0;
        int length = 0;
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            if (c == '.' && length > 0) {
                dots++;
                length = 0;
            } else if (isBase64Url(c)) {
                length++;
            } else {
                return false;
            }
        }
        return dots == 2 && length > 0;
    }

    private static boolean isBase64Url(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    private static boolean isBearer(String value) {
        int end = SCHEME.length();
        return value.regionMatches(true, 0, SCHEME, 0, end)
                && (value.length() == end || value.charAt(end) <= ' ' || value.charAt(end) == ',');
    }
}
