/**
 * What an operator may set on any connector: its name, who may call it, and every bound. It knows no feature.
 */
@NullMarked
package dev.portolan.mcp.server.config;

import org.jspecify.annotations.NullMarked;
