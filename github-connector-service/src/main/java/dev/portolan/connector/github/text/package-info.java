/**
 * Decides which characters of foreign text a reader would see, and drops the others. Refuses to judge what the text says.
 */
@NullMarked
package dev.portolan.connector.github.text;

import org.jspecify.annotations.NullMarked;
