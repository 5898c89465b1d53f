/** How batches of records reach audit-service. Knows nothing of what waits for them. */
@NullMarked
package dev.portolan.gateway.audit.ingest;

import org.jspecify.annotations.NullMarked;
