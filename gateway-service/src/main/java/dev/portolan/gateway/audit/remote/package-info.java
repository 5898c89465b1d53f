/**
 * The audit log whose acknowledgement is the commit of audit-service: decides when a record counts as durable, when
 * the log is down, and what must still be delivered. It knows nothing of calls, permissions or answers.
 */
@NullMarked
package dev.portolan.gateway.audit.remote;

import org.jspecify.annotations.NullMarked;
