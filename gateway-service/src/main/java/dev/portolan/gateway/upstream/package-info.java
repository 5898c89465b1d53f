/**
 * The connectors as MCP servers: their revision, their lists, and the forwarding of admitted calls, translated
 * where a connector is of the older era. It decides nothing about who may.
 */
@NullMarked
package dev.portolan.gateway.upstream;

import org.jspecify.annotations.NullMarked;
