package dev.portolan.conformance.judge;

/** What a scenario comes to. */
public enum Verdict {
    /** Something was checked, and nothing was amiss. */
    PASS,
    /** Something that should be is not. */
    WARN,
    /** Something that must be is not. */
    FAIL,
    /** Nothing was checked, or only the shape of messages. */
    NONE
}
