package dev.portolan.audit.ledger.log;

import dev.portolan.tlog.Hash;

/**
 * A leaf of a log as it is in the database.
 *
 * @param index its place
 * @param recomputed its hash, of the record that is there now
 * @param stored its hash, as it was written with the record
 */
public record StoredLeaf(long index, Hash recomputed, Hash stored) {}
