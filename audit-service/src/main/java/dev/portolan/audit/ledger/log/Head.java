package dev.portolan.audit.ledger.log;

import dev.portolan.tlog.Hash;

/**
 * How far a log is.
 *
 * @param log its number in the database
 * @param name its name in URLs
 * @param size leaves in it
 * @param root of its tree
 * @param closed whether it grows no more
 */
public record Head(int log, String name, long size, Hash root, boolean closed) {}
