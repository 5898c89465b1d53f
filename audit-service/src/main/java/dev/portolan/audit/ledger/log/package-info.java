/**
 * The logs as they are read: heads, tiles, entries, and the heads that were signed. Knows SQL; refuses to know what is
 * signed with which key, and who asks.
 */
@NullMarked
package dev.portolan.audit.ledger.log;

import org.jspecify.annotations.NullMarked;
