/**
 * Reads the evidence again, a little at a time, and recomputes it from the records up to the root that was signed. It
 * decides nothing: what it finds is shown in metrics, in readiness and in the log.
 */
@NullMarked
package dev.portolan.audit.scrub;

import org.jspecify.annotations.NullMarked;
