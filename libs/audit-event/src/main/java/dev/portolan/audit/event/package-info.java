/**
 * What happened at the gateway, as a value: decides the fields of an audit event, their bounds and the one
 * sequence of bytes that stands for it. Knows nothing of how events are carried, stored or queried, and nothing
 * but the JDK.
 */
@NullMarked
package dev.portolan.audit.event;

import org.jspecify.annotations.NullMarked;
