package dev.portolan.audit.spool;

/**
 * Records that were durable and are not what they were.
 *
 * @param kind what is wrong with them
 * @param first number of the first
 * @param last number of the last
 */
public record Damage(Kind kind, long first, long last) {
    /** What is wrong. */
    public enum Kind {
        /** They cannot be read any more. */
        MISSING,
        /** They can be read, but are not those that the next record was chained to. */
        ALTERED
    }
}
