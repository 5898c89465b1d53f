package dev.portolan.audit.access;

import dev.portolan.audit.event.Actor;
import dev.portolan.audit.event.Client;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.security.Principal;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Who is looking, taken from the verified token, and from where.
 *
 * @param actor the person or service
 * @param client the program and address
 * @param httpMethod of the request
 * @param trace of the request; invalid if it is not traced
 * @param role of the reader that lets them look
 */
public record Reader(Actor actor, Client client, String httpMethod, SpanContext trace, String role) {

    /** May see single records and counts. */
    public static final String VIEWER = "viewer";

    /** May see all that is on record, in any form. */
    public static final String AUDITOR = "auditor";

    /** May see how the trail is kept, and no record. */
    public static final String OPERATOR = "operator";

    /** Keycloak names the person behind a client of its own so. */
    private static final String SERVICE_ACCOUNT = "service-account-";

    /** Reads token and request; call it where the request is current. */
    public static Reader of(SecurityIdentity identity, HttpServerRequest request) {
        SocketAddress peer = request.remoteAddress();
        String agent = request.getHeader("User-Agent");
        Client client = new Client("", "", peer == null ? "" : text(peer.hostAddress()), agent == null ? "" : agent);
        return new Reader(
                actor(identity.getPrincipal()),
                client,
                request.method().name(),
                Span.current().getSpanContext(),
                Stream.of(AUDITOR, VIEWER, OPERATOR)
                        .filter(identity::hasRole)
                        .findFirst()
                        .orElse("none"));
    }

    private static Actor actor(Principal principal) {
        if (!(principal instanceof JsonWebToken token)) {
            return Actor.ANONYMOUS;
        }
        String name = text(token.getClaim("preferred_username"));
        boolean service = name.isEmpty() || name.startsWith(SERVICE_ACCOUNT);
        Set<String> groups = token.getGroups();
        return new Actor(
                service ? Actor.Type.SERVICE : Actor.Type.USER,
                text(token.getSubject()),
                name,
                text(token.getIssuer()),
                groups == null ? List.of() : groups.stream().sorted().toList(),
                text(token.getClaim("azp")));
    }

    @SuppressWarnings("NullAway") // claims and addresses of foreign libraries may be null; this is where it ends
    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }
}
