/**
 * JSON Schema 2020-12: writes schemas from Java types, and holds values against them. It knows types and trees, not
 * tools.
 */
@NullMarked
package dev.portolan.mcp.server.schema;

import org.jspecify.annotations.NullMarked;
