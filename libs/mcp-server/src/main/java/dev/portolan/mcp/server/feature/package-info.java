/**
 * What a connector offers: finds the annotated methods of its beans, reads them into features, and refuses to start on
 * anything malformed, with all faults at once. It does not call them and knows no wire.
 */
@NullMarked
package dev.portolan.mcp.server.feature;

import org.jspecify.annotations.NullMarked;
