package dev.portolan.audit.spool.frame;

import org.jspecify.annotations.Nullable;

/** What a record is to the spool. */
public enum Kind {
    /** Cannot be read any more; stands in its place when records are read, and never on disk. */
    LOST(0),
    /** Begins something; room for its end is set aside while it is open. */
    INTENT(1),
    /** Ends what an intent began. */
    OUTCOME(2),
    /** Complete in itself. */
    EVENT(3),
    /** An open intent once more, because the segment that held it was given up. Not for the reader. */
    CARRIED(4);

    private final int code;

    Kind(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** The kind of this code, or null if this version knows none. */
    static @Nullable Kind of(int code) {
        return switch (code) {
            case 1 -> INTENT;
            case 2 -> OUTCOME;
            case 3 -> EVENT;
            case 4 -> CARRIED;
            default -> null;
        };
    }
}
