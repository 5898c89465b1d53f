/**
 * Files that operators edit while the gateway runs: read whole, checked whole, published whole, and kept as they were
 * where the new text is bad. What the files mean is not known here.
 */
@NullMarked
package dev.portolan.gateway.reload;

import org.jspecify.annotations.NullMarked;
