/** The audit log outside audit-service: what its entries must tell together, and how to fetch it. Knows no database. */
@NullMarked
package dev.portolan.local.evidence;

import org.jspecify.annotations.NullMarked;
