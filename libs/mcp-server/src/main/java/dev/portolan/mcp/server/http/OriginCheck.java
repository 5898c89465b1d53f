package dev.portolan.mcp.server.http;

import dev.portolan.mcp.server.config.ServerConfig;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns away browsers that were lured here (DNS rebinding; MCP 2026-07-28, Streamable HTTP, "Security Warning"): an
 * {@code Origin} must be configured, or be this very server under a loopback address.
 */
@Singleton
public class OriginCheck {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> allowed;

    OriginCheck(ServerConfig config) {
        this.allowed = Set.copyOf(config.allowedOrigins().orElse(Set.of()));
    }

    /**
     * Whether a request may not be served for where it comes from.
     *
     * @param origin the {@code Origin} header, null if there is none, as with everything that is no browser
     * @param host the {@code Host} header
     */
    boolean isForeign(@Nullable String origin, @Nullable String host) {
        if (origin == null || allowed.contains(origin)) {
            return false;
        }
        try {
            URI uri = URI.create(origin);
            boolean loopback = uri.getHost() != null && LOOPBACK.contains(uri.getHost());
            return !loopback || !uri.getRawAuthority().equalsIgnoreCase(host);
        } catch (IllegalArgumentException malformed) {
            return true;
        }
    }
}
