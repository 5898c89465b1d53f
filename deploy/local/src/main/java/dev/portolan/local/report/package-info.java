/**
 * What the person at the terminal reads: steps with elapsed time, and failures as one sentence that says what to do.
 * It refuses to know what a step does.
 */
@NullMarked
package dev.portolan.local.report;

import org.jspecify.annotations.NullMarked;
