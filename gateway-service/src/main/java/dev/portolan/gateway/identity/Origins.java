package dev.portolan.gateway.identity;

import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Refusal;
import io.quarkus.runtime.Startup;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages of others from using a browser to reach the gateway (DNS rebinding; MCP, Streamable HTTP, Security
 * Warning): by the origin that the browser says the page is of, and by the name that it was made to believe is ours.
 */
@Startup
@Singleton
public final class Origins {
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> origins = new HashSet<>();
    private final Set<String> hosts = new HashSet<>();

    Origins(GatewayConfig gateway, IdentityConfig identity) {
        WebOrigin own = WebOrigin.of(gateway.publicUrl());
        origins.add(own.text());
        hosts.add(own.authority());
        identity.allowedOrigins()
                .orElse(List.of())
                .forEach(origin -> origins.add(WebOrigin.of(origin).text()));
        identity.allowedHosts().orElse(List.of()).forEach(host -> hosts.add(lower(host)));
    }

    /**
     * @throws CallRefused as {@link Refusal#FOREIGN_ORIGIN} if the request has an {@code Origin} that is not allowed,
     *     or is addressed to a host that is not allowed, or says either more than once
     */
    public void check(HttpServerRequest request) {
        String host = host(request);
        boolean local = isOwnOnLoopback(host, request.localAddress());
        List<String> from = request.headers().getAll(HttpHeaders.ORIGIN);
        if (from.size() > 1 || (from.size() == 1 && !isAllowedOrigin(lower(from.get(0)), host, local))) {
            throw refused("Requests from this web origin are not allowed");
        }
        if (!local && !hosts.contains(host)) {
            throw refused("This gateway is not to be addressed by this host name");
        }
    }

    /** On the loopback interface, under its own port, the gateway is its own page: it cannot be anybody else's. */
    private boolean isAllowedOrigin(String origin, String host, boolean local) {
        return origins.contains(origin) || (local && origin.equals("http://" + host));
    }

    private static boolean isOwnOnLoopback(String host, @Nullable SocketAddress connectedTo) {
        int port = host.lastIndexOf(':');
        return connectedTo != null
                && isLoopback(connectedTo)
                && host.substring(port + 1).equals(String.valueOf(connectedTo.port()))
                && LOOPBACK_NAMES.contains(host.substring(0, Math.max(0, port)));
    }

    /** The host asked for: in HTTP/1.1 a header, in HTTP/2 a pseudo-header. Empty if not said exactly once. */
    private static String host(HttpServerRequest request) {
        List<String> headers = request.headers().getAll(HttpHeaders.HOST);
        if (!headers.isEmpty()) {
            return headers.size() == 1 ? lower(headers.get(0)) : "";
        }
        HostAndPort authority = request.authority();
        return authority == null ? "" : lower(authority.toString());
    }

    private static boolean isLoopback(SocketAddress address) {
        String ip = address.hostAddress();
        return ip != null && (ip.startsWith("127.") || ip.startsWith("0:0:0:0:0:0:0:1"));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static CallRefused refused(String text) {
        return new CallRefused(Refusal.FOREIGN_ORIGIN, text);
    }
}
