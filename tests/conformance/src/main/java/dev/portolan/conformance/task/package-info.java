/** The tasks extension (SEP-2663): tools that outlive their call, and the methods that follow them. */
@NullMarked
package dev.portolan.conformance.task;

import org.jspecify.annotations.NullMarked;
