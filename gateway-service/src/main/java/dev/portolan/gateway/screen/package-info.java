/**
 * What of a connector's answer a caller may see, and in which form. It waits for nothing.
 */
@NullMarked
package dev.portolan.gateway.screen;

import org.jspecify.annotations.NullMarked;
