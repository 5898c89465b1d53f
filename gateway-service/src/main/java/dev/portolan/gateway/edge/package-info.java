/**
 * Where clients come in: HTTP and the two eras of MCP become calls, answers become HTTP again. It decides nothing
 * but form.
 */
@NullMarked
package dev.portolan.gateway.edge;

import org.jspecify.annotations.NullMarked;
