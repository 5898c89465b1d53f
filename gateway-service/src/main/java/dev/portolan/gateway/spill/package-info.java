/**
 * Answers too long for memory: their long strings lie on disk from when they arrive until the answer is written.
 */
@NullMarked
package dev.portolan.gateway.spill;

import org.jspecify.annotations.NullMarked;
