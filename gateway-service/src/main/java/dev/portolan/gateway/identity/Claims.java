package dev.portolan.gateway.identity;

import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.Endpoint;
import jakarta.json.JsonString;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Reads a caller from the claims of a verified token. */
final class Claims {
    /**
     * Where providers name the OAuth client: {@code azp} (OpenID Connect; Keycloak, Entra ID), {@code client_id}
     * (RFC 9068), {@code cid} (Okta), {@code appid} (Entra ID, tokens of version 1).
     */
    private static final List<String> CLIENT = List.of("azp", "client_id", "cid", "appid");

    /** How Keycloak names the account that a client has of its own. */
    private static final String SERVICE_ACCOUNT = "service-account-";

    private final ProtectedResources resources;
    private final String nameClaim;
    private final String groupsClaim;

    Claims(ProtectedResources resources, String nameClaim, String groupsClaim) {
        this.resources = resources;
        this.nameClaim = nameClaim;
        this.groupsClaim = groupsClaim;
    }

    /**
     * The caller. It is a service if the token names no person: no name, the name of a Keycloak service account, or the
     * client as its own subject (RFC 9068 §2.2).
     *
     * @throws NotAuthenticated as invalid if there is no subject
     */
    private Caller caller(JsonWebToken token) {
        String subject = text(token.getSubject());
        if (subject.isBlank()) {
            throw NotAuthenticated.invalid("The access token names no subject");
        }
        String name = text(token.<Object>getClaim(nameClaim));
        String client = CLIENT.stream()
                .map(claim -> text(token.<Object>getClaim(claim)))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
        boolean service = name.isEmpty() || name.startsWith(SERVICE_ACCOUNT) || subject.equals(client);
        return new Caller(
                subject,
                name,
                text(token.getIssuer()),
                client,
                texts(token.getClaim(groupsClaim)),
                service,
                Instant.ofEpochSecond(token.getExpirationTime()));
    }

    /**
     * What the token says: its caller, and the endpoints it is for.
     *
     * @throws NotAuthenticated as invalid if there is no subject or it is for none of our endpoints
     */
    VerifiedTokens.Verified verified(JsonWebToken token) {
        Set<String> audiences = token.getAudience();
        Set<Endpoint> named = audiences == null ? Set.of() : resources.named(audiences);
        if (named.isEmpty()) {
            throw NotAuthenticated.elsewhere();
        }
        return new VerifiedTokens.Verified(caller(token), named);
    }

    /** The texts in a claim that is a list; none if it is missing or no list. */
    private static Set<String> texts(@Nullable Object claim) {
        if (!(claim instanceof Collection<?> values)) {
            return Set.of();
        }
        return values.stream()
                .map(Claims::text)
                .filter(value -> !value.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The claim as text; empty if it is missing or not a text. */
    private static String text(@Nullable Object claim) {
        if (claim instanceof String string) {
            return string;
        }
        return claim instanceof JsonString json ? json.getString() : "";
    }
}
