package dev.portolan.tlog.bundle;

/**
 * What is wrong with a log.
 *
 * @param kind of trouble
 * @param index of the first entry that is not vouched for: all before it are
 * @param what in words
 */
public record Finding(Kind kind, long index, String what) {

    /** Kinds of trouble. */
    public enum Kind {
        /** Something is not what it was. */
        TAMPERED,
        /** Something is not there. */
        INCOMPLETE,
        /** A time stamp is not one of this log, or not one to be believed. */
        MISSTAMPED,
        /** No key we trust has signed the head. */
        UNTRUSTED,
        /** The head is older than one that was seen before. */
        STALE
    }
}
