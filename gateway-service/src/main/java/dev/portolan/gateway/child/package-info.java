/**
 * Connectors that are programs: each runs as one child process of the gateway, is spoken to in lines of JSON over its
 * standard streams (MCP, basic/transports/stdio), and is started again when it ends. It knows no era.
 */
@NullMarked
package dev.portolan.gateway.child;

import org.jspecify.annotations.NullMarked;
