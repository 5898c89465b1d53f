/**
 * Decides which directories count as repositories, that none of them reaches outside the root, and which names may be
 * asked for. Refuses to know what is read out of them.
 */
@NullMarked
package dev.portolan.connector.github.git;

import org.jspecify.annotations.NullMarked;
