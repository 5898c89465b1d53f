/**
 * Decides how bytes reach one configured origin and come back, within limits of time and size. Refuses to know what
 * they mean, and cannot address another origin.
 */
@NullMarked
package dev.portolan.connector.github.transport;

import org.jspecify.annotations.NullMarked;
