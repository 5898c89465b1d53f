/**
 * What is accepted into the audit trail and what follows from its becoming durable, at every level of durability:
 * numbers, room for outcomes, who waits and for how long, what is counted when there is no room. Where records go is a
 * {@link dev.portolan.gateway.audit.journal.Store}'s matter; it knows nothing of calls, permissions or answers.
 */
@NullMarked
package dev.portolan.gateway.audit.journal;

import org.jspecify.annotations.NullMarked;
