/**
 * What outsiders can hold the log to: decides what is signed and serves heads, tiles, entries, receipts and whole
 * bundles in published formats. Refuses to know how records come in and how they are searched.
 */
@NullMarked
package dev.portolan.audit.evidence;

import org.jspecify.annotations.NullMarked;
