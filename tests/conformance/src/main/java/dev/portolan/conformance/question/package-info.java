/** Multi round-trip requests: what a feature asks of the client, the answers, and the state that goes round. */
@NullMarked
package dev.portolan.conformance.question;

import org.jspecify.annotations.NullMarked;
