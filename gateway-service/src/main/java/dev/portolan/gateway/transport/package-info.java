/**
 * How messages reach one connector and how its own come back, bounded in time and size. It knows no era: what a message
 * says is for others.
 */
@NullMarked
package dev.portolan.gateway.transport;

import org.jspecify.annotations.NullMarked;
