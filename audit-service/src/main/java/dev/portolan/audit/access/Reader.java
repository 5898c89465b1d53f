package dev.portolan.audit.access;

import dev.portolan.audit.event.Actor;
import dev.portolan.audit.event.Client;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Who is looking, taken from the verified token, and from where.
 *
 * @param type person or service
 * @param who the person or service
 * @param clientId the OAuth client that was given the token
 * @param client the program and address
 * @param httpMethod of the request
 * @param trace of the request; invalid if it is not traced
 * @param role of the reader that lets them look
 */
public record Reader(
        Actor.Type type, Who who, String clientId, Client client, String httpMethod, SpanContext trace, String role) {

    /** May see single records and counts. */
    public static final String VIEWER = "viewer";

    /** May see all that is on record, in any form. */
    public static final String AUDITOR = "auditor";

    /** May see how the trail is kept, and no record. */
    public static final String OPERATOR = "operator";

    /** May see what was sent and answered, each time for a reason. */
    public static final String PAYLOAD_READER = "payload-reader";

    /** May have a person's name and keys destroyed. */
    public static final String PRIVACY_OFFICER = "privacy-officer";

    /** Keycloak names the person behind a client of its own so. */
    private static final String SERVICE_ACCOUNT = "service-account-";

    /** A caller nobody knows. */
    static Reader nobody(HttpServerRequest request) {
        return new Reader(
                Actor.Type.ANONYMOUS,
                Who.SELF,
                "",
                client(request),
                request.method().name(),
                Span.current().getSpanContext(),
                "none");
    }

    private static Client client(HttpServerRequest request) {
        SocketAddress peer = request.remoteAddress();
        String agent = request.getHeader("User-Agent");
        return new Client("", "", peer == null ? "" : text(peer.hostAddress()), agent == null ? "" : agent);
    }

    /** Reads token and request; call it where the request is current. */
    public static Reader of(SecurityIdentity identity, HttpServerRequest request) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return nobody(request);
        }
        String name = text(token.getClaim("preferred_username"));
        boolean service = name.isEmpty() || name.startsWith(SERVICE_ACCOUNT);
        return new Reader(
                service ? Actor.Type.SERVICE : Actor.Type.USER,
                who(token, name),
                text(token.getClaim("azp")),
                client(request),
                request.method().name(),
                Span.current().getSpanContext(),
                Stream.of(AUDITOR, VIEWER, OPERATOR, PAYLOAD_READER, PRIVACY_OFFICER)
                        .filter(identity::hasRole)
                        .findFirst()
                        .orElse("none"));
    }

    /** The same, let in by another of their roles. */
    public Reader inRole(String other) {
        return new Reader(type, who, clientId, client, httpMethod, trace, other);
    }

    private static Who who(JsonWebToken token, String name) {
        Set<String> groups = token.getGroups();
        return new Who(
                text(token.getIssuer()),
                text(token.getSubject()),
                name,
                groups == null ? List.of() : groups.stream().sorted().toList());
    }

    @SuppressWarnings("NullAway") // claims and addresses of foreign libraries may be null; this is where it ends
    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }
}
