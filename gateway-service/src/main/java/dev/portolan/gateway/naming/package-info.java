/**
 * How connectors' tools, prompts and resources are named toward clients, and everywhere in MCP's messages that a name
 * stands. It knows no catalog: whether what is named exists is not decided here.
 */
@NullMarked
package dev.portolan.gateway.naming;

import org.jspecify.annotations.NullMarked;
