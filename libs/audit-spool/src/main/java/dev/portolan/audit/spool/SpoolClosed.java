package dev.portolan.audit.spool;

/** The spool takes nothing any more. The text is ours. */
public final class SpoolClosed extends RuntimeException {
    SpoolClosed(String why) {
        super(why, null, false, false);
    }
}
