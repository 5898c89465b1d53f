/**
 * Decides when the connector is ready: plain Git must be, if it is set up; GitHub being out of reach only degrades it.
 * Refuses to ask GitHub more than now and then.
 */
@NullMarked
package dev.portolan.connector.github.health;

import org.jspecify.annotations.NullMarked;
