/**
 * Decides what a caller's SQL can do: read, for a while, in portions, and nothing else. The server decides, not a
 * parser of ours. It refuses to know what values mean and who asks.
 */
@NullMarked
package dev.portolan.connector.db.gate;

import org.jspecify.annotations.NullMarked;
