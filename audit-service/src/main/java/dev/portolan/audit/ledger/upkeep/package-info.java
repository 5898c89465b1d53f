/**
 * Keeps the ledger fit: makes the months' partitions, measures how full and how complete it is, says whether it is
 * ready. Refuses to write or read a record.
 */
@NullMarked
package dev.portolan.audit.ledger.upkeep;

import org.jspecify.annotations.NullMarked;
