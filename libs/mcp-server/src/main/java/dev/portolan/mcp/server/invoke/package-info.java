/**
 * Runs a feature's method: binds its parameters, chooses the thread, bounds the time and the number at work, carries
 * progress out and cancellation in. It does not know what the method's answer looks like on the wire.
 */
@NullMarked
package dev.portolan.mcp.server.invoke;

import org.jspecify.annotations.NullMarked;
