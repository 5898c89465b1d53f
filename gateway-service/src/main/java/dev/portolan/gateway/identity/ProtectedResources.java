package dev.portolan.gateway.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.portolan.gateway.call.Endpoint;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The gateway's MCP endpoints as OAuth protected resources: what each is called, where that is written, and which
 * tokens are good there. All of it comes from configuration: quarkus-oidc can publish the same document, but under the
 * name that the request's Host header claims, and then whoever chooses that header chooses what tokens are for.
 */
@Startup
@Singleton
public final class ProtectedResources {
    private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";

    private final String publicUrl;
    private final String issuer;
    private final List<String> scopes;
    private final String audience;
    private final IdentityConfig.EndpointAudience rule;

    ProtectedResources(GatewayConfig gateway, IdentityConfig identity) {
        this.publicUrl = canonical(gateway.publicUrl());
        this.issuer = identity.issuer();
        this.scopes = List.copyOf(identity.scopes().orElse(List.of()));
        this.audience = identity.audience();
        this.rule = identity.endpointAudience();
    }

    private static String canonical(String publicUrl) {
        String text = WebOrigin.of(publicUrl).text();
        if (!text.equals(publicUrl)) {
            // tokens are compared with the text as it is configured, so another spelling would refuse them all
            throw new IllegalArgumentException("gateway.public-url is '" + publicUrl + "': write it as '" + text + "'");
        }
        return text;
    }

    /** Scopes a client should ask for at first; maybe none. */
    List<String> scopes() {
        return scopes;
    }

    /** The document of an endpoint. Whether there is something behind the endpoint does not matter. */
    Metadata metadata(Endpoint endpoint) {
        return new Metadata(
                publicUrl + endpoint.path(), List.of(issuer), scopes, List.of("header"), "Portolan MCP gateway");
    }

    /** Where that document is (RFC 9728 §3.1: the resource's path comes after the well-known one). */
    String metadataUrl(Endpoint endpoint) {
        return publicUrl + WELL_KNOWN + endpoint.path();
    }

    /** The endpoints that a token's audiences name; what else they name is left out. */
    Set<Endpoint> named(Set<String> audiences) {
        return audiences.stream().flatMap(name -> named(name).stream()).collect(Collectors.toUnmodifiableSet());
    }

    private Optional<Endpoint> named(String name) {
        if (name.equals(audience)) {
            return Optional.of(Endpoint.FEDERATED);
        }
        return name.startsWith(publicUrl)
                ? Endpoint.ofPath(name.substring(publicUrl.length()))
                        .filter(endpoint -> endpoint.kind() != Endpoint.Kind.FEDERATED)
                : Optional.empty();
    }

    /**
     * Whether a token is good at an endpoint: it names the endpoint itself or, unless configured otherwise, the
     * federated one, which contains all others. No other endpoint contains any.
     *
     * @param named the endpoints that the token names
     */
    boolean accepts(Set<Endpoint> named, Endpoint endpoint) {
        return named.contains(endpoint)
                || (rule == IdentityConfig.EndpointAudience.CONTAINED && named.contains(Endpoint.FEDERATED));
    }

    /**
     * OAuth 2.0 protected resource metadata (RFC 9728 §2): where a client gets a token for this resource.
     *
     * @param resource what the token must be issued for
     * @param authorizationServers issuers whose tokens are accepted
     * @param scopesSupported scopes to ask for at first, not all there are
     * @param bearerMethodsSupported where a token may be in a request
     * @param resourceName name for people
     */
    @JsonPropertyOrder({
        "resource",
        "authorization_servers",
        "scopes_supported",
        "bearer_methods_supported",
        "resource_name"
    })
    public record Metadata(
            String resource,
            @JsonProperty("authorization_servers") List<String> authorizationServers,

            @JsonProperty("scopes_supported") @JsonInclude(JsonInclude.Include.NON_EMPTY)
            List<String> scopesSupported,

            @JsonProperty("bearer_methods_supported") List<String> bearerMethodsSupported,
            @JsonProperty("resource_name") String resourceName) {
        public Metadata {
            authorizationServers = List.copyOf(authorizationServers);
            scopesSupported = List.copyOf(scopesSupported);
            bearerMethodsSupported = List.copyOf(bearerMethodsSupported);
        }
    }
}
