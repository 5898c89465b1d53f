package dev.portolan.audit.event;

import java.util.Map;

/**
 * Who acted, as far as a record that can never be erased may say. Name and subject of a person are no part of it: they
 * travel beside it, and {@code commitment} binds it to them. Absent texts are empty.
 *
 * @param type person, service, or nobody known
 * @param clientId claim {@code azp}: the OAuth client that was given the token; at most 256 characters
 * @param commitment to who acted, 64 lower-case hex digits; empty for {@link Type#ANONYMOUS} and for what the writer of
 *     the record did by itself
 */
public record Actor(Type type, String clientId, String commitment) {

    /** What kind of party acted. */
    public enum Type {
        /** A person signed in. */
        USER,
        /** A client acted for itself (client credentials), or the writer of the record. */
        SERVICE,
        /** No token, or none that held. */
        ANONYMOUS
    }

    /** No token, or none that held. */
    public static final Actor ANONYMOUS = new Actor(Type.ANONYMOUS, "", "");

    /** Who writes the record, of its own accord: {@link Source#gatewayId()} says which. */
    public static final Actor SELF = new Actor(Type.SERVICE, "", "");

    /** Bounds the texts. @throws IllegalArgumentException if the commitment is malformed */
    public Actor {
        clientId = Text.bounded(clientId, 256);
        commitment = Text.sha256(commitment);
    }

    Map<String, Object> members() {
        return new Members()
                .always("type", type)
                .text("client_id", clientId)
                .text("commitment", commitment)
                .map();
    }
}
