/**
 * The store of events: decides how a batch becomes durable, once each, in one transaction with the sources' numbers
 * and the Merkle tree. Knows SQL and PostgreSQL; refuses to know HTTP, tokens, filters or who is asking.
 */
@NullMarked
package dev.portolan.audit.ledger;

import org.jspecify.annotations.NullMarked;
