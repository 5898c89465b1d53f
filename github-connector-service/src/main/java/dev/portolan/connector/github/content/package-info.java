/**
 * Decides how files, directories and code matches are shown, and how much of them. Refuses to know Git itself.
 */
@NullMarked
package dev.portolan.connector.github.content;

import org.jspecify.annotations.NullMarked;
