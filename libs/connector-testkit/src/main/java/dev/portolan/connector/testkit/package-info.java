/**
 * The contract every connector must pass, as tests to extend, and an issuer of tokens to run them with. It drives the
 * running connector over HTTP in both eras and knows nothing of what a connector is for.
 */
@NullMarked
package dev.portolan.connector.testkit;

import org.jspecify.annotations.NullMarked;
