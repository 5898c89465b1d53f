/**
 * What a connector is written with: annotations for tools, resources, prompts and completions, and the values their
 * methods take and return. It declares and carries, and decides nothing: how a call is read, checked and answered is
 * the business of the packages below, which no connector needs to import.
 *
 * <p>Names follow quarkus-mcp-server ({@code io.quarkiverse.mcp.server}), so that moving a connector to its 2.x is a
 * change of dependency and imports. That is also why so many types share one package.
 */
@NullMarked
package dev.portolan.mcp.server;

import org.jspecify.annotations.NullMarked;
