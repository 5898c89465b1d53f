/** Puts the audit log of the configured durability together, and starts and stops it with the gateway. */
@NullMarked
package dev.portolan.gateway.audit.durability;

import org.jspecify.annotations.NullMarked;
