package dev.portolan.gateway.identity;

import java.net.URI;
import java.util.Locale;

/**
 * A web origin: scheme, host and port (RFC 6454), the form of the gateway's public URL and of what browsers send as
 * {@code Origin}.
 *
 * @param scheme {@code http} or {@code https}
 * @param host in lower case
 * @param port as given, or the scheme's own
 */
record WebOrigin(String scheme, String host, int port) {
    /** @throws IllegalArgumentException if the text is not an origin, with a text for whoever configured it */
    static WebOrigin of(String text) {
        URI uri = URI.create(text);
        boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        boolean nothingElse = "".equals(uri.getRawPath()) && uri.getRawQuery() == null && uri.getRawFragment() == null;
        if (!web || uri.getHost() == null || uri.getRawUserInfo() != null || !nothingElse) {
            throw new IllegalArgumentException(
                    "'" + text + "' must be http(s)://host or http(s)://host:port, without a path or a trailing slash");
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        return new WebOrigin(
                scheme, uri.getHost().toLowerCase(Locale.ROOT), uri.getPort() < 0 ? ownPort(scheme) : uri.getPort());
    }

    /** As text, in its one canonical form. */
    String text() {
        return scheme + "://" + authority();
    }

    /** What a {@code Host} header says of it. */
    String authority() {
        return port == ownPort(scheme) ? host : host + ":" + port;
    }

    private static int ownPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }
}
