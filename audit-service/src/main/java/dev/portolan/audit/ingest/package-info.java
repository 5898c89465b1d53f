/**
 * Where gateways deliver: decides whether a body is a batch, which of its items are events, and how much is taken
 * at once. Refuses to know how a batch is stored and what is asked of it later.
 */
@NullMarked
package dev.portolan.audit.ingest;

import org.jspecify.annotations.NullMarked;
