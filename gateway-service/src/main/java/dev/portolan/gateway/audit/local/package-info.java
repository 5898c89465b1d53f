/**
 * Durability {@code local}: a record is durable when it stands in this replica's spool; from there it is delivered to
 * audit-service, in order, whenever that can be reached. With {@code both}, some intents wait for that too.
 */
@NullMarked
package dev.portolan.gateway.audit.local;

import org.jspecify.annotations.NullMarked;
