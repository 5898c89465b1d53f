package dev.portolan.gateway.identity;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the access token of a request from its {@code Authorization} header (RFC 6750 §2.1), which is the only place it
 * may be in (MCP, Authorization: "MUST NOT be included in the URI query string").
 */
final class BearerToken {
    private static final String SCHEME = "Bearer";
    /** One space and a signed JSON Web Token (RFC 7515 §7.1): no other token can be verified here. */
    private static final Pattern CREDENTIALS = Pattern.compile("(?i:Bearer) ([\\w-]+\\.[\\w-]+\\.[\\w-]+)");

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
        Matcher credentials = CREDENTIALS.matcher(value);
        if (!credentials.matches()) {
            throw NotAuthenticated.invalid("The Authorization header is not of the form Bearer <JSON Web Token>");
        }
        return credentials.group(1);
    }

    private static boolean isBearer(String value) {
        int end = SCHEME.length();
        return value.regionMatches(true, 0, SCHEME, 0, end)
                && (value.length() == end || value.charAt(end) <= ' ' || value.charAt(end) == ',');
    }
}
