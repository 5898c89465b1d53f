/**
 * What auditors ask: decides which questions there are, the order and pages of the answers, and what an intent
 * without outcome is called. Refuses to know how records got in; it reads what the ledger keeps.
 */
@NullMarked
package dev.portolan.audit.query;

import org.jspecify.annotations.NullMarked;
