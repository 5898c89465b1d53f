/** What the fixture needs of HTTP: one exchange, one event stream, and the check that only this machine asks. */
@NullMarked
package dev.portolan.conformance.http;

import org.jspecify.annotations.NullMarked;
