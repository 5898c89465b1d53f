/**
 * The fixture connector of the official conformance suite: an MCP server that has every name the suite calls, in both
 * eras. Not for production.
 */
@NullMarked
package dev.portolan.conformance;

import org.jspecify.annotations.NullMarked;
