package dev.portolan.gateway.audit;

import dev.portolan.audit.event.Actor;
import dev.portolan.audit.event.seal.Commitment;
import dev.portolan.audit.event.seal.Identity;
import dev.portolan.gateway.call.Caller;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Callers as records speak of them. A caller has one salt, and so one commitment, from when it is first seen until the
 * gateway stops: nothing is computed for its later requests.
 */
final class Actors {
    /** So many callers are remembered; when there are more, all are forgotten and get new salts. */
    private static final int REMEMBERED = 10_000;

    /** What a record says of a caller, and what travels beside it: null for nobody known. */
    record Known(Actor actor, @Nullable Identity identity) {
        static final Known NOBODY = new Known(Actor.ANONYMOUS, null);
    }

    private record Claims(
            String subject, String name, String issuer, String clientId, Set<String> groups, boolean service) {}

    private final Map<Claims, Known> known = new ConcurrentHashMap<>();
    private final SecureRandom random;

    Actors(SecureRandom random) {
        this.random = random;
    }

    Known of(@Nullable Caller caller) {
        if (caller == null) {
            return Known.NOBODY;
        }
        Claims claims = new Claims(
                caller.subject(), caller.name(), caller.issuer(), caller.clientId(), caller.groups(), caller.service());
        if (known.size() >= REMEMBERED) {
            known.clear();
        }
        return known.computeIfAbsent(claims, this::introduced);
    }

    private Known introduced(Claims claims) {
        List<String> groups = claims.groups().stream().sorted().toList();
        Identity identity =
                new Identity(Commitment.salt(random), claims.subject(), claims.name(), claims.issuer(), groups);
        Actor.Type type = claims.service() ? Actor.Type.SERVICE : Actor.Type.USER;
        return new Known(new Actor(type, claims.clientId(), identity.commitment()), identity);
    }
}
