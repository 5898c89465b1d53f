/**
 * Decides how the stand-in answers as an HTTP server: credentials, budgets, validators, faults, then a route. Refuses
 * to know who asks and why; it is the foreign side in tests and in the local run and shares no code with a connector.
 */
@NullMarked
package dev.portolan.standin.github;

import org.jspecify.annotations.NullMarked;
