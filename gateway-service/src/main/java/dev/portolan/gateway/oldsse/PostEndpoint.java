package dev.portolan.gateway.oldsse;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a connector wants messages posted to, as its first event says. It has no say in whose server that is: another
 * origin than its own is none, or a connector could have the gateway post anywhere, with its credential.
 */
final class PostEndpoint {
    private static final int LONGEST = 2_048;

    private PostEndpoint() {}

    /** The endpoint, or empty if the event names none at the origin of the stream. */
    static Optional<URI> of(URI stream, byte[] event) {
        if (event.length > LONGEST) {
            return Optional.empty();
        }
        try {
            URI named = stream.resolve(new String(event, StandardCharsets.UTF_8).strip());
            boolean own = origin(stream).equals(origin(named))
                    && named.getRawUserInfo() == null
                    && named.getRawFragment() == null;
            return own ? Optional.of(named) : Optional.empty();
        } catch (IllegalArgumentException noUri) {
            return Optional.empty();
        }
    }

    private static String origin(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        int usual = scheme.equals("https") ? 443 : 80;
        int port = uri.getPort() < 0 ? usual : uri.getPort();
        return scheme + "://" + String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT) + ":" + port;
    }
}
