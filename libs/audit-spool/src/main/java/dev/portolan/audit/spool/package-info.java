/**
 * A write-ahead log of audit records in one directory: takes records, makes them durable in groups, gives them back
 * in order, and after a crash finds everything that was ever said to be durable. Knows nothing of what records say.
 */
@NullMarked
package dev.portolan.audit.spool;

import org.jspecify.annotations.NullMarked;
