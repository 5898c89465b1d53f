package dev.portolan.tlog.bundle;

import dev.portolan.tlog.Checkpoint;
import dev.portolan.tlog.SignedNote;

/**
 * How a log ended that another takes the place of.
 *
 * @param signed its last head that was signed; the log as it is need not go so far
 * @param closed its head as it is
 */
public record Predecessor(SignedNote signed, Checkpoint closed) {}
