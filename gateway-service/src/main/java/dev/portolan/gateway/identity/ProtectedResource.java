package dev.portolan.gateway.identity;

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
    private final ResourceMetadata metadata;

    ProtectedResource(GatewayConfig gateway, IdentityConfig identity) {
        this.publicUrl = canonical(gateway.publicUrl());
        this.metadata = new ResourceMetadata(
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

    ResourceMetadata metadata() {
        return metadata;
    }

    /** Where the metadata is (RFC 9728 §3.1: the resource's path comes after the well-known one). */
    String metadataUrl() {
        return publicUrl + WELL_KNOWN + ENDPOINT;
    }
}
