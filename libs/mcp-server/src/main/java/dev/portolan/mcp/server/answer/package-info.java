/**
 * Answers requests: what each method of MCP means for the features of a connector, in both eras. It knows messages
 * and features, and neither HTTP nor who is calling.
 */
@NullMarked
package dev.portolan.mcp.server.answer;

import org.jspecify.annotations.NullMarked;
