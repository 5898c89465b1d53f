package dev.portolan.gateway.redaction;

/** How much is taken out. */
public enum Extent {
    /** What its name or its form says is secret. */
    KNOWN,
    /** That, and what looks as if it was drawn at random. */
    SUSPECTED
}
