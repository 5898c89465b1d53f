/**
 * The database connector: shows PostgreSQL to MCP clients and proves that showing is all it does.
 *
 * <p>Read the packages in this order, each knows only those before it: {@code failure} (what can go wrong, in our
 * words), {@code session} (one connection, and ten of them), {@code gate} (the only road on which foreign SQL
 * travels), {@code source} (which databases there are and whether they are fit to be served), {@code value}
 * (PostgreSQL's values as JSON), {@code query} (bounded answers), {@code schema} (what the catalog says) and
 * {@code mcp} (what clients see).
 */
@NullMarked
package dev.portolan.connector.db;

import org.jspecify.annotations.NullMarked;
