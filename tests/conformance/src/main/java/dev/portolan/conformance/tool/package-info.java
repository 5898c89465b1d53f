/** The tools of both eras, by what they show: content, reports, questions, changes. */
@NullMarked
package dev.portolan.conformance.tool;

import org.jspecify.annotations.NullMarked;
