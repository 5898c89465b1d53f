package dev.portolan.gateway.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * OAuth 2.0 protected resource metadata (RFC 9728 §2): where a client gets a token for this resource.
 *
 * @param resource what the token must be issued for
 * @param authorizationServers issuers whose tokens are accepted
 * @param scopesSupported scopes to ask for at first, not all there are
 * @param bearerMethodsSupported where a token may be in a request
 * @param resourceName name for people
 */
@JsonPropertyOrder({"resource", "authorization_servers", "scopes_supported", "bearer_methods_supported", "resource_name"
})
public record ResourceMetadata(
        String resource,
        @JsonProperty("authorization_servers") List<String> authorizationServers,

        @JsonProperty("scopes_supported") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> scopesSupported,

        @JsonProperty("bearer_methods_supported") List<String> bearerMethodsSupported,
        @JsonProperty("resource_name") String resourceName) {
    public ResourceMetadata {
        authorizationServers = List.copyOf(authorizationServers);
        scopesSupported = List.copyOf(scopesSupported);
        bearerMethodsSupported = List.copyOf(bearerMethodsSupported);
    }
}
