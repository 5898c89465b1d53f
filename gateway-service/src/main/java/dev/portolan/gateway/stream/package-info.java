/**
 * Streams of notices to clients, from their opening to their end, each on record: those of {@code
 * subscriptions/listen} and the standing streams of older sessions. What goes on them is decided elsewhere.
 */
@NullMarked
package dev.portolan.gateway.stream;

import org.jspecify.annotations.NullMarked;
