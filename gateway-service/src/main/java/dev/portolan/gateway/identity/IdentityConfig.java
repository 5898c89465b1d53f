package dev.portolan.gateway.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How callers are identified. Where the identity provider is, and what its tokens must say, is configured where the
 * verification is: {@code quarkus.oidc}.
 */
@ConfigMapping(prefix = "gateway.identity")
public interface IdentityConfig {
    /**
     * The identity provider as clients know it: the {@code authorization_servers} entry of the resource metadata. It
     * differs from {@code quarkus.oidc.auth-server-url} only where the gateway reaches the provider by another address
     * than clients do.
     */
    @WithDefault("${quarkus.oidc.auth-server-url}")
    String issuer();

    /** Which tokens are good at an endpoint below {@code /mcp}. */
    enum EndpointAudience {
        /** Those for the endpoint itself and those for {@code /mcp}, which contains it. */
        CONTAINED,
        /** Those for the endpoint itself only. */
        EXACT
    }

    /**
     * What {@code aud} of a token for {@code /mcp} contains. Differs from that endpoint's URL only where the provider
     * can issue tokens for names of its own making only.
     */
    @WithDefault("${gateway.public-url}/mcp")
    String audience();

    /**
     * Which tokens are good at {@code /mcp/c/<connector>}: {@code contained}, those for that endpoint's URL and those
     * for {@code /mcp}, which contains it; {@code exact}, those for that endpoint's URL only. Either way a token for
     * such an endpoint is good there and nowhere else.
     */
    @WithDefault("contained")
    EndpointAudience endpointAudience();

    /**
     * Scopes that a client should ask for at first: {@code scopes_supported} in the metadata and {@code scope} in
     * challenges. Only scopes that the provider knows, as it may refuse a request for others. Empty: not mentioned.
     */
    @WithDefault("openid")
    Optional<List<String>> scopes();

    /** The claim that holds a person's readable name. */
    @WithDefault("preferred_username")
    String nameClaim();

    /** The claim that holds the names of the caller's groups, a list of texts; without it the caller is in none. */
    @WithDefault("groups")
    String groupsClaim();

    /** Longest access token that is looked at, in bytes; a longer one is invalid. At least 1. */
    @WithDefault("16384")
    int maxTokenBytes();

    /** How many verified tokens are remembered; the least used are forgotten first. 0: none is. */
    @WithDefault("10000")
    int cacheSize();

    /**
     * How long a verified token is believed without verifying it again, if it does not expire before. It is also how
     * long a token stays good after its signing key was withdrawn. 0: not at all.
     */
    @WithDefault("30s")
    Duration cacheTtl();

    /**
     * Shortest time between two fetches of the provider's signing keys that were caused by tokens signed with an
     * unknown key: what tokens forged with unknown keys can cost the provider.
     */
    @WithDefault("5s")
    Duration keyRefreshInterval();

    /** How long a request waits for the identity provider before it is refused with "try again". */
    @WithDefault("5s")
    Duration providerTimeout();

    /**
     * Web origins that may send requests, such as {@code https://console.example.com}, besides the gateway's own public
     * one. Requests without an {@code Origin} header come from no web page and are not concerned.
     */
    Optional<List<String>> allowedOrigins();

    /**
     * Values of the {@code Host} header under which the gateway may be addressed, as {@code host} or {@code host:port},
     * besides the host of its public URL and, for connections over the loopback interface, localhost, 127.0.0.1 and
     * [::1] with the port connected to.
     */
    Optional<List<String>> allowedHosts();
}
