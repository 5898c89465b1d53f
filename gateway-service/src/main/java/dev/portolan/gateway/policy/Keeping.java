package dev.portolan.gateway.policy;

/**
 * How much is kept beside the records of a call.
 *
 * @param arguments of its arguments
 * @param results of its result
 */
public record Keeping(Level arguments, Level results) {
    /** How much is kept, from least to most. */
    public enum Level {
        /** Digest and length. */
        DIGEST,
        /** The text too, with all taken out that may be a secret. */
        REDACTED,
        /** The text too, with all taken out that is known to be a secret. */
        ENCRYPTED
    }

    /** What holds where no rule does, and the least that holds for what may destroy something. */
    public static final Keeping BY_DEFAULT = new Keeping(Level.REDACTED, Level.DIGEST);

    /** At least as much as by default. */
    Keeping raised() {
        return new Keeping(
                arguments.compareTo(BY_DEFAULT.arguments) < 0 ? BY_DEFAULT.arguments : arguments,
                results.compareTo(BY_DEFAULT.results) < 0 ? BY_DEFAULT.results : results);
    }
}
