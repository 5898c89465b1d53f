package dev.portolan.conformance.http;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refuses requests that a page from elsewhere made a browser send here (DNS rebinding). */
public final class LoopbackOnly {
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

    private LoopbackOnly() {}

    /** Whether a request is meant for this machine and, if a browser sent it, comes from this machine. */
    public static boolean admits(Exchange exchange) {
        String host = exchange.header("Host");
        String origin = exchange.header("Origin");
        return host != null && isHere("http://" + host) && (origin == null || isHere(origin));
    }

    private static boolean isHere(String address) {
        try {
            @Nullable String host = URI.create(address).getHost();
            return host != null && HERE.contains(host);
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }
}
