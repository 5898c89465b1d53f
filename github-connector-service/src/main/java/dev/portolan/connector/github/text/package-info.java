/**
 * Decides which characters of foreign text a reader would see, how bytes are shown, and what a path within a tree is.
 * Refuses to judge what any of it says.
 */
@NullMarked
package dev.portolan.connector.github.text;

import org.jspecify.annotations.NullMarked;
