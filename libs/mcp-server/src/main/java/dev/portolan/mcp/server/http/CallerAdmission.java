package dev.portolan.mcp.server.http;

import dev.portolan.mcp.ProtocolError;
import dev.portolan.mcp.server.config.ServerConfig;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

/**
 * Decides who may call: the bearer of a verified token that was issued to one of the allowed clients. The token
 * itself (signature, issuer, expiry, audience) is verified by quarkus-oidc.
 *
 * <p>The codes of its errors are the HTTP statuses: MCP reserves −32768…−32000 and defines none for these cases.
 */
@Singleton
public class CallerAdmission {
    private static final Logger LOG = Logger.getLogger(CallerAdmission.class);
    private static final String CHALLENGE = "WWW-Authenticate";

    private final ServerConfig config;
    private final Instance<CurrentIdentityAssociation> current;

    CallerAdmission(ServerConfig config, Instance<CurrentIdentityAssociation> current) {
        this.config = config;
        this.current = current;
        if (config.allowAnonymous()) {
            LOG.warn("mcp.server.allow-anonymous is on: callers without a token are served");
        }
    }

    /** Completes if the caller may go on, which is from then on the current identity; fails with {@link Refused}. */
    Uni<Void> admit(RoutingContext exchange) {
        boolean shown = exchange.request().headers().contains("Authorization");
        if (!(exchange.get(HttpAuthenticator.class.getName()) instanceof HttpAuthenticator authenticator)) {
            return config.allowAnonymous() && !shown ? Uni.createFrom().voidItem() : unauthorized(exchange, shown);
        }
        // Not QuarkusHttpUser.getSecurityIdentity: on a bad token that writes an answer of its own.
        return authenticator
                .attemptAuthentication(exchange)
                .map(identity -> Optional.ofNullable(identity))
                .onFailure(AuthenticationFailedException.class)
                .recoverWithItem(Optional.empty())
                .flatMap(identity -> identity.isPresent()
                        ? judge(exchange, identity.get())
                        : config.allowAnonymous() && !shown
                                ? Uni.createFrom().voidItem()
                                : unauthorized(exchange, shown));
    }

    private Uni<Void> judge(RoutingContext exchange, SecurityIdentity identity) {
        if (identity.isAnonymous()) {
            return unauthorized(exchange, true);
        }
        if (!config.allowedClients().contains(client(identity))) {
            return challenge(exchange).flatMap(headers -> {
                String added = ", error=\"insufficient_scope\", error_description=\"client is not admitted here\"";
                headers.computeIfPresent(CHALLENGE, (name, value) -> value + (value.contains("=") ? added : ""));
                return refused(403, "this client is not admitted here", headers);
            });
        }
        QuarkusHttpUser.setIdentity(identity, exchange);
        if (current.isResolvable()) {
            current.get().setIdentity(identity);
        }
        return Uni.createFrom().voidItem();
    }

    private static String client(SecurityIdentity identity) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return "";
        }
        Object authorized = token.getClaim("azp");
        Object client = authorized == null ? token.getClaim("client_id") : authorized;
        return client == null ? "" : client.toString();
    }

    private static Uni<Void> unauthorized(RoutingContext exchange, boolean shown) {
        return challenge(exchange).flatMap(headers -> {
            if (shown) {
                headers.computeIfPresent(
                        CHALLENGE,
                        (name, value) -> value.contains("error=")
                                ? value
                                : value + (value.contains("=") ? ", " : " ") + "error=\"invalid_token\"");
            }
            return refused(401, shown ? "the access token is not valid here" : "an access token is needed", headers);
        });
    }

    private static Uni<Void> refused(int status, String text, Map<String, String> headers) {
        return Uni.createFrom().failure(new Refused(new ProtocolError(status, status, text), headers));
    }

    private static Uni<Map<String, String>> challenge(RoutingContext exchange) {
        Map<String, String> plain = new HashMap<>(Map.of(CHALLENGE, "Bearer"));
        if (!(exchange.get(HttpAuthenticator.class.getName()) instanceof HttpAuthenticator authenticator)) {
            return Uni.createFrom().item(plain);
        }
        return authenticator.getChallenge(exchange).map(challenge -> {
            if (challenge != null) {
                challenge.getHeaders().forEach((name, value) -> plain.put(canonical(name.toString()), value));
            }
            return plain;
        });
    }

    private static String canonical(String header) {
        return header.equalsIgnoreCase(CHALLENGE) ? CHALLENGE : header;
    }
}
