/** Durability {@code remote}: a record is durable when audit-service has committed it; nothing is kept here. */
@NullMarked
package dev.portolan.gateway.audit.remote;

import org.jspecify.annotations.NullMarked;
