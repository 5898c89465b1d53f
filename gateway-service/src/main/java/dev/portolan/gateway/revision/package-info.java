/**
 * What each revision of MCP knows, and how what is newer is said to one that is older. It waits for nothing and knows
 * no calls.
 */
@NullMarked
package dev.portolan.gateway.revision;

import org.jspecify.annotations.NullMarked;
