/**
 * Which connectors there are and on what terms: connectors.yaml, read, checked as a whole and watched. How a connector
 * is spoken to is not known here.
 */
@NullMarked
package dev.portolan.gateway.connectorfile;

import org.jspecify.annotations.NullMarked;
