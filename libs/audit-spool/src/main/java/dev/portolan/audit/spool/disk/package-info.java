/**
 * What the spool asks of a file system, narrow enough that a simulated disk can stand in for it. Knows nothing of
 * records.
 */
@NullMarked
package dev.portolan.audit.spool.disk;

import org.jspecify.annotations.NullMarked;
