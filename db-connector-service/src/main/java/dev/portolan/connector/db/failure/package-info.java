/**
 * Decides what a caller is told when a database call fails: a code of ours, our sentence, a hint, and whether trying
 * again helps. It refuses to pass on what the server said, because that text quotes data.
 */
@NullMarked
package dev.portolan.connector.db.failure;

import org.jspecify.annotations.NullMarked;
