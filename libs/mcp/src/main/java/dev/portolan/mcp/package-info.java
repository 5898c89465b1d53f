/**
 * The Model Context Protocol as it stands on the wire: revisions, envelopes, headers, error codes, event streams
 * and the sealed handles that are given out to be given back. It reads and writes bytes and knows nothing of
 * HTTP servers, of catalogs, or of who may call what.
 */
@NullMarked
package dev.portolan.mcp;

import org.jspecify.annotations.NullMarked;
