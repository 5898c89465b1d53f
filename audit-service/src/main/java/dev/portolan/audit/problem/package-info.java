/**
 * How a request that is not answered is refused: decides the form (RFC 9457) and that no text but ours leaves.
 * Knows nothing of events, databases or filters; those packages say what is wrong and how to mend it.
 */
@NullMarked
package dev.portolan.audit.problem;

import org.jspecify.annotations.NullMarked;
