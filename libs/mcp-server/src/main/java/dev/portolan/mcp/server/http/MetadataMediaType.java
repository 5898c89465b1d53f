package dev.portolan.mcp.server.http;

import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Says that the protected resource metadata is JSON, which RFC 9728 §3.2 demands and quarkus-oidc 3.33, which writes
 * the document, leaves out.
 */
@Singleton
public class MetadataMediaType {
    /** Before every other route, so that the header is there when the document is written. */
    private static final int FIRST = Integer.MIN_VALUE;

    void register(@Observes Router router) {
        router.get("/.well-known/oauth-protected-resource/*").order(FIRST).handler(exchange -> {
            exchange.response().putHeader("Content-Type", "application/json");
            exchange.next();
        });
    }
}
