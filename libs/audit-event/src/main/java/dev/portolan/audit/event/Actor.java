package dev.portolan.audit.event;

import java.util.List;
import java.util.Map;

/**
 * Who acted, as the verified access token says. Absent texts are empty.
 *
 * @param type person, service, or nobody known
 * @param subject claim {@code sub}; unique within the issuer, at most 256 characters
 * @param name claim {@code preferred_username}; for people to read, may change; at most 256 characters
 * @param issuer claim {@code iss}; at most 512 characters
 * @param groups claim {@code groups}; at most 64 of at most 64 characters, a last "…" says that some are left out
 * @param clientId claim {@code azp}: the OAuth client that was given the token; at most 256 characters
 */
public record Actor(Type type, String subject, String name, String issuer, List<String> groups, String clientId) {

    /** What kind of party acted. */
    public enum Type {
        /** A person signed in. */
        USER,
        /** A client acted for itself (client credentials). */
        SERVICE,
        /** No token, or none that held. */
        ANONYMOUS
    }

    /** No token, or none that held. */
    public static final Actor ANONYMOUS = new Actor(Type.ANONYMOUS, "", "", "", List.of(), "");

    /** Bounds the texts. */
    public Actor {
        subject = Text.bounded(subject, 256);
        name = Text.bounded(name, 256);
        issuer = Text.bounded(issuer, 512);
        groups = Text.bounded(groups, 64, 64);
        clientId = Text.bounded(clientId, 256);
    }

    Map<String, Object> members() {
        return new Members()
                .always("type", type)
                .text("subject", subject)
                .text("name", name)
                .text("issuer", issuer)
                .list("groups", groups)
                .text("client_id", clientId)
                .map();
    }
}
