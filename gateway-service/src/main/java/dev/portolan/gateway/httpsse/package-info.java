/**
 * The HTTP+SSE transport of MCP 2024-11-05 toward clients, off unless switched on: GET opens a stream, POST sends a
 * message to whoever reads it. Messages take the same steps as those of a WebSocket.
 */
@NullMarked
package dev.portolan.gateway.httpsse;

import org.jspecify.annotations.NullMarked;
