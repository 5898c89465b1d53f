package dev.portolan.audit.ledger;

import java.util.UUID;

/** A batch is not the next of its source, and nothing of it was taken. */
public final class OutOfTurn extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final UUID bootId;
    private final long expected;
    private final long found;

    private OutOfTurn(UUID bootId, long expected, long found, String message) {
        super(message, null, false, false);
        this.bootId = bootId;
        this.expected = expected;
        this.found = found;
    }

    static OutOfTurn gap(UUID bootId, long expected, long found) {
        return new OutOfTurn(bootId, expected, found, "boot " + bootId + " has to go on with number " + expected);
    }

    static OutOfTurn fenced(UUID bootId) {
        return new OutOfTurn(bootId, 0, 0, "nothing more is taken from boot " + bootId);
    }

    /** Whose batch it is. */
    public UUID bootId() {
        return bootId;
    }

    /** The number that came instead. */
    public long found() {
        return found;
    }

    /** The number that must come next; 0 if nothing more is taken. */
    public long expected() {
        return expected;
    }
}
