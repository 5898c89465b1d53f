/**
 * Starts the parts in the order they need each other, watches them, restarts those that crash, ends them in reverse,
 * and leaves a state file from which an interrupted run can be cleaned up. It refuses to know what the parts are.
 */
@NullMarked
package dev.portolan.local.supervise;

import org.jspecify.annotations.NullMarked;
