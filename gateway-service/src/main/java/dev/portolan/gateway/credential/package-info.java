/**
 * The rights the gateway itself has toward connectors and audit-service. The caller's token is never seen here.
 */
@NullMarked
package dev.portolan.gateway.credential;

import org.jspecify.annotations.NullMarked;
