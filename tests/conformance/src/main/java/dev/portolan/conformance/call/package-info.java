/** What a feature sees of the request it answers, and what it may report meanwhile, whatever the era. */
@NullMarked
package dev.portolan.conformance.call;

import org.jspecify.annotations.NullMarked;
