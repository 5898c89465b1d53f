package dev.portolan.gateway.credential;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** How the gateway gets access tokens for itself, by the client-credentials grant (RFC 6749 §4.4). */
@ConfigMapping(prefix = "gateway.service")
public interface ServiceConfig {
    /** Issuer whose metadata name the token endpoint. The one that also issues the callers' tokens, unless set. */
    @WithDefault("${quarkus.oidc.auth-server-url}")
    URI authServerUrl();

    /** OAuth client the gateway is. */
    @WithDefault("portolan-gateway")
    String clientId();

    /** Its secret. */
    String clientSecret();

    /** Longest wait for the metadata and for a token, each. */
    @WithDefault("2s")
    Duration timeout();

    /** How long before its end a token is replaced, but not before half of its life is over. */
    @WithDefault("30s")
    Duration expirySkew();

    /** Shortest time between two attempts to get a token for the same scope. */
    @WithDefault("500ms")
    Duration retryInterval();

    /** Most scopes that tokens are kept for; the least recently issued gives way. */
    @WithDefault("64")
    int maxScopes();

    /** Longest answer of the issuer in bytes. */
    @WithDefault("262144")
    int maxAnswerBytes();
}
