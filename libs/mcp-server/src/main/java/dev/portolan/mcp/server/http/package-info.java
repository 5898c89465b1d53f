/**
 * The edge: takes what is posted to {@code /mcp}, lets nobody in whom it does not know, and writes one answer, as JSON
 * or as an event stream. A Vert.x route rather than a REST resource, because one endpoint answers in two media types,
 * decided while the answer is under way, and because every status, 401 included, needs a JSON-RPC body.
 * It does not know what any method of MCP means.
 */
@NullMarked
package dev.portolan.mcp.server.http;

import org.jspecify.annotations.NullMarked;
