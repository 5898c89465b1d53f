/** The face of 2026-07-28: every request carries its own metadata, nothing is remembered between two. */
@NullMarked
package dev.portolan.conformance.modern;

import org.jspecify.annotations.NullMarked;
