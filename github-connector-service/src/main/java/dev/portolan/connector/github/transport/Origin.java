package dev.portolan.connector.github.transport;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * The one place requests go to: scheme, host, port, and the path all targets begin with.
 *
 * @param basePath without a slash at the end, empty for none
 */
public record Origin(boolean tls, String host, int port, String basePath) {

    /**
     * Reads a configured address.
     *
     * @throws IllegalArgumentException if it is not an absolute http or https address, or has user, query or fragment
     */
    public static Origin of(URI uri) {
        String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        if (!(scheme.equals("https") || scheme.equals("http"))
                || uri.getHost() == null
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("github.api-url must be an absolute http or https address without user,"
                    + " query and fragment, such as https://api.github.com");
        }
        boolean tls = scheme.equals("https");
        int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
        String path = Optional.ofNullable(uri.getRawPath()).orElse("").replaceAll("/+$", "");
        return new Origin(tls, uri.getHost().toLowerCase(Locale.ROOT), port, path);
    }

    /** Whether an absolute address is here. */
    public boolean holds(URI uri) {
        return uri.getHost() != null && uri.getScheme() != null && sameAs(uri);
    }

    /** Path and query of an address, if its path lies below ours. The address' own host is not looked at. */
    public Optional<String> target(URI uri) {
        String path = Optional.ofNullable(uri.getRawPath()).orElse("");
        if (!path.startsWith(basePath + "/")) {
            return Optional.empty();
        }
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return Optional.of(path.substring(basePath.length()) + query);
    }

    private boolean sameAs(URI uri) {
        boolean secure = "https".equalsIgnoreCase(uri.getScheme());
        int theirs = uri.getPort() > 0 ? uri.getPort() : secure ? 443 : 80;
        return secure == tls && uri.getHost().equalsIgnoreCase(host) && theirs == port;
    }
}
