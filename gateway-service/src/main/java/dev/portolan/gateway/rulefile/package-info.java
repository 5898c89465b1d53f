/**
 * How {@code policy.yaml} becomes a policy, is tried by its own tests, and comes into force while the gateway runs.
 * What rules mean is decided in {@code policy}, which does not know this package.
 */
@NullMarked
package dev.portolan.gateway.rulefile;

import org.jspecify.annotations.NullMarked;
