package dev.portolan.connector.db.failure;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A call to a database that has no answer. Carries only words of ours and of the caller. */
public final class DatabaseFailure extends RuntimeException {
    private final FailureCode code;
    private final @Nullable String sqlState;
    private final int position;

    /**
     * @param code why
     * @param sentence what happened, in our words, with nothing from the server's message in it
     * @param sqlState the server's five characters, or null where the server said nothing
     * @param position the character of the caller's SQL it is about, from 1, or 0 if unknown
     */
    public DatabaseFailure(FailureCode code, String sentence, @Nullable String sqlState, int position) {
        super(sentence, null, false, false);
        this.code = code;
        this.sqlState = sqlState;
        this.position = position;
    }

    /** A failure the server had no part in. */
    public DatabaseFailure(FailureCode code, String sentence) {
        this(code, sentence, null, 0);
    }

    public FailureCode code() {
        return code;
    }

    /** What happened, without the hint. */
    public String sentence() {
        return String.valueOf(getMessage());
    }

    public @Nullable String sqlState() {
        return sqlState;
    }

    /** The character of the caller's SQL it is about, from 1. */
    public OptionalInt position() {
        return position > 0 ? OptionalInt.of(position) : OptionalInt.empty();
    }

    /** Whether the connection itself is gone, so that a fresh one may do better. */
    public boolean connectionLost() {
        return code == FailureCode.UNAVAILABLE;
    }
}
