/** The face of 2025-11-25 and before: sessions, a stream to the client, requests from server to client. */
@NullMarked
package dev.portolan.conformance.legacy;

import org.jspecify.annotations.NullMarked;
