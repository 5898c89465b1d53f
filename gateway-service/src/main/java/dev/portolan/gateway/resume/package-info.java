/**
 * Answers to requests of sessions as streams that clients can take up again where they broke off (Streamable HTTP,
 * "Resumability and Redelivery"), and what else a client does with its session beside posting messages.
 */
@NullMarked
package dev.portolan.gateway.resume;

import org.jspecify.annotations.NullMarked;
