/**
 * Sums kept beside the records, in the transaction that stores them, so that reports need not count: decides which
 * there are and what an event adds to each. Refuses to know who reads them.
 */
@NullMarked
package dev.portolan.audit.ledger.rollup;

import org.jspecify.annotations.NullMarked;
