/**
 * Which parts make up the suite, how each is configured, and what the person is told when they are ready. It refuses
 * to know how processes are started and watched.
 */
@NullMarked
package dev.portolan.local.suite;

import org.jspecify.annotations.NullMarked;
