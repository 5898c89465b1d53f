/**
 * When the log existed: has its checkpoints stamped by an authority outside (RFC 3161), and decides which answers are
 * stamps. Refuses to know whom the authority's certificate convinces and to whom stamps are shown.
 */
@NullMarked
package dev.portolan.audit.stamp;

import org.jspecify.annotations.NullMarked;
