package dev.portolan.connector.github.transport;

/** There is no complete answer. Carries a kind alone: what the network stack said stays inside. */
public final class TransportFailure extends RuntimeException {

    /** How it ended. */
    public enum Kind {
        /** No connection, or it broke. */
        UNAVAILABLE,
        /** Not complete in time. */
        TIMEOUT,
        /** More bytes than allowed. */
        TOO_LARGE
    }

    private final Kind kind;

    TransportFailure(Kind kind) {
        super(kind.name(), null, false, false);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
