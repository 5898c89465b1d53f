/**
 * Connectors that say everything to everybody on one line, be it the standard streams of a process or one event stream:
 * who of those that wait something is for, and when a line that ended is begun again.
 */
@NullMarked
package dev.portolan.gateway.line;

import org.jspecify.annotations.NullMarked;
