/**
 * How an era of MCP is spoken to a connector over HTTP: one request, one reply in modern form, bounded in time and
 * size. It knows no calls and no catalog, and decides nothing.
 */
@NullMarked
package dev.portolan.gateway.speech;

import org.jspecify.annotations.NullMarked;
