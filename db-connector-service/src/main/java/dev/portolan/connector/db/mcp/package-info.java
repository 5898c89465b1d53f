/**
 * What MCP clients see: tools, resources, prompts, completions, and errors in their form. It decides names and words,
 * nothing else.
 */
@NullMarked
package dev.portolan.connector.db.mcp;

import org.jspecify.annotations.NullMarked;
