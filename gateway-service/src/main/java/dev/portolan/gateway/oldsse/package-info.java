/**
 * Connectors that offer nothing but the HTTP+SSE transport of 2024-11-05: one event stream on which they say
 * everything, and an endpoint that messages are posted to.
 */
@NullMarked
package dev.portolan.gateway.oldsse;

import org.jspecify.annotations.NullMarked;
