/** Several replicas behave like one: a request that goes on with what lives on another is sent on to it. */
@NullMarked
package dev.portolan.gateway.relay;

import org.jspecify.annotations.NullMarked;
