/**
 * Refusals that are too many to be recorded one by one: decides which are, and counts the rest exactly. Knows nothing
 * of requests, of clocks, or of where records go.
 */
@NullMarked
package dev.portolan.audit.event.flood;

import org.jspecify.annotations.NullMarked;
