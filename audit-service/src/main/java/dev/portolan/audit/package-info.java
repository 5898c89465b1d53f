/**
 * The audit service: the only writer of the audit database and the only reader that people use. An event is
 * <b>read</b> off the wire ({@code ingest}), <b>appended</b> to the {@code ledger}, later <b>found</b> by an
 * auditor ({@code query}), and that somebody looked is appended as well ({@code access}).
 *
 * <p>Decides what is kept and who may see it; refuses to know how calls are made or why they were allowed.
 */
@NullMarked
package dev.portolan.audit;

import org.jspecify.annotations.NullMarked;
