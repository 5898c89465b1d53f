package dev.portolan.gateway.socket;

import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.Endpoint;
import dev.portolan.gateway.call.Origin;
import io.vertx.ext.web.RoutingContext;

/**
 * The request that a socket came of, which bears the caller's token as long as the socket is open.
 *
 * @param context the request
 * @param endpoint where it came in
 * @param origin where it came from
 * @param caller who sent it
 */
record Handshake(RoutingContext context, Endpoint endpoint, Origin origin, Caller caller) {}
