/**
 * MCP over WebSockets, a binding of our own: frames become messages, and messages take the road that those of HTTP
 * take. Other connections that carry many messages are served in the same way ({@link Line}, {@link Socket}). Vert.x
 * upgrades the requests, as quarkus-websockets-next shows neither a socket's write queue nor a refusal's body.
 */
@NullMarked
package dev.portolan.gateway.socket;

import org.jspecify.annotations.NullMarked;
