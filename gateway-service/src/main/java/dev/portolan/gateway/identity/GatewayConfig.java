package dev.portolan.gateway.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the gateway as a whole must know of itself. */
@ConfigMapping(prefix = "gateway")
public interface GatewayConfig {
    /**
     * The origin at which clients reach the gateway: scheme, host and, where it is not the scheme's own, port; no path
     * and no trailing slash. It names the resource that access tokens must be issued for ({@code <public-url>/mcp}), so
     * it comes from configuration and never from a request.
     */
    @WithDefault("http://localhost:7400")
    String publicUrl();
}
