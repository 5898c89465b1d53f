/**
 * Keycloak for a local run: its distribution unpacked and built once, the realm rendered and imported, tokens for the
 * people in it. It refuses to know what the tokens open.
 */
@NullMarked
package dev.portolan.local.keycloak;

import org.jspecify.annotations.NullMarked;
