package dev.portolan.gateway.socket;

import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.Endpoint;
import dev.portolan.gateway.call.Origin;
import io.vertx.ext.web.RoutingContext;

/**
 * The request whose token messages come with: the one that a socket came of, or one that brings a single message.
 *
 * @param context the request
 * @param endpoint where it came in
 * @param origin where it came from
 * @param carrier what carries the messages
 * @param caller who sent it
 */
public record Handshake(
        RoutingContext context, Endpoint endpoint, Origin origin, Origin.Carrier carrier, Caller caller) {}
