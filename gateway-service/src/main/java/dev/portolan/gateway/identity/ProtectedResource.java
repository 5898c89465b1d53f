package dev.portolan.gateway.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * The gateway's MCP endpoint as an OAuth protected resource: what it is called and where that is written. All of it
 * comes from configuration: quarkus-oidc can publish the same document, but under the name that the request's Host
 * header claims, and then whoever chooses that header chooses what tokens are for.
 */
@Startup
@Singleton
public final class ProtectedResource {
    private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";
    private static final String ENDPOINT = "/mcp";

    private final String publicUrl;
    private final Metadata metadata;

    ProtectedResource(GatewayConfig gateway, IdentityConfig identity) {
        this.publicUrl = canonical(gateway.publicUrl());
        this.metadata = new Metadata(
                publicUrl + ENDPOINT,
                List.of(identity.issuer()),
                identity.scopes().orElse(List.of()),
                List.of("header"),
                "Portolan MCP gateway");
    }

    private static String canonical(String publicUrl) {
        String text = WebOrigin.of(publicUrl).text();
        if (!text.equals(publicUrl)) {
            // tokens are compared with the text as it is configured, so another spelling would refuse them all
            throw new IllegalArgumentException("gateway.public-url is '" + publicUrl + "': write it as '" + text + "'");
        }
        return text;
    }

    Metadata metadata() {
        return metadata;
    }

    /** Where the metadata is (RFC 9728 §3.1: the resource's path comes after the well-known one). */
    String metadataUrl() {
        return publicUrl + WELL_KNOWN + ENDPOINT;
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
