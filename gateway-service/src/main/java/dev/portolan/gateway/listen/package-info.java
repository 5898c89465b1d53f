/**
 * Who wants to hear of changes, and what each of them is told: only of what that caller may know of, and only if it
 * is different from before. Where changes come from and how notices travel is not known here.
 */
@NullMarked
package dev.portolan.gateway.listen;

import org.jspecify.annotations.NullMarked;
