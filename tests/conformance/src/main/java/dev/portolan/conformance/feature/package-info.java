/** Everything the fixture offers besides tools, and which method asks for what. */
@NullMarked
package dev.portolan.conformance.feature;

import org.jspecify.annotations.NullMarked;
