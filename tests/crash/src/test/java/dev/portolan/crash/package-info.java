/**
 * The way of a record from the gateway to the signed log, in processes that die at named points of it, and whether what
 * is left keeps what was promised. Knows the services' classes; the services know nothing of it.
 */
@NullMarked
package dev.portolan.crash;

import org.jspecify.annotations.NullMarked;
